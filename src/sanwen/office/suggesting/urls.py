"""Addresses of the page on suggestions."""

from django.urls import path

from sanwen.office.suggesting import views

urlpatterns = [
    path("triage/", views.triage, name="triage"),
    path("triage/<str:target>/use/", views.use, name="triage_use"),
]
