"""Addresses of the overview."""

from django.urls import path

from sanwen.office.oversight import climbed, views

urlpatterns = [
    path("oversight/", views.oversight, name="oversight"),
    path("oversight/brief/", views.brief, name="oversight_brief"),
    path("oversight/climbed/", climbed.climbed, name="oversight_climbed"),
    path("oversight/matters/", views.matters, name="oversight_matters"),
]
