"""Addresses of the auditor's page."""

from django.urls import path

from sanwen.office.oversight import trail

urlpatterns = [
    path("trail/", trail.trail, name="trail"),
    path("trail/check/", trail.check_trail, name="check_trail"),
    path("trail/head/", trail.trail_head, name="trail_head"),
]
