"""Addresses of sealed reports, of declared interests, and of demands by other bodies."""

from django.urls import path

from sanwen.integrity.conduct import stake_views, views
from sanwen.integrity.conduct.demands import views as demand_views

R = "desk/sealed/<int:number>/"

urlpatterns = [
    path("desk/sealed/", views.sealed_reports, name="sealed_reports"),
    path(R, views.sealed_report, name="sealed_report"),
    path(f"{R}unseal/", views.unseal, name="sealed_unseal"),
    path(f"{R}agree/", views.agree, name="sealed_agree"),
    path(f"{R}reply/", views.reply, name="sealed_reply"),
    path(f"{R}conclude/", views.conclude, name="sealed_conclude"),
    path("stakes/", stake_views.stakes, name="stakes"),
    path("stakes/<int:number>/end/", stake_views.end, name="stake_end"),
    path("trail/demands/", demand_views.demands, name="demands"),
    path("trail/demands/<int:number>/", demand_views.demand, name="demand"),
]
