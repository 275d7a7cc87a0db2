"""Addresses of mediation files."""

from django.urls import path

from sanwen.deliver.mediation import views

urlpatterns = [
    path("desk/mediations/", views.mediations, name="mediations"),
    path("desk/matters/M-<int:number>/mediation/", views.new, name="mediation_new"),
    path("desk/mediations/D-<int:number>/", views.mediation, name="mediation"),
    path("desk/mediations/D-<int:number>/<slug:verb>/", views.act, name="mediation_act"),
    path(
        "desk/mediations/D-<int:number>/sides/<int:party>/", views.consent, name="mediation_consent"
    ),
    path(
        "desk/mediations/D-<int:number>/sides/<int:party>/withdraw/",
        views.withdraw,
        name="mediation_withdraw",
    ),
]
