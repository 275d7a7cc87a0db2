"""Addresses of the overview."""

from django.urls import path

from sanwen.office.oversight import views

urlpatterns = [
    path("oversight/", views.oversight, name="oversight"),
    path("oversight/brief/", views.brief, name="oversight_brief"),
    path("oversight/matters/", views.matters, name="oversight_matters"),
]
