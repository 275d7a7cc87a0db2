"""Addresses of what everybody may see and take away."""

from django.urls import path

from sanwen.openness.views import home

urlpatterns = [
    path("open/", home.home, name="open"),
]
