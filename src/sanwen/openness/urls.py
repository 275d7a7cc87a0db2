"""Addresses of what everybody may see and take away."""

from django.urls import path

from sanwen.openness.views import home, matters

urlpatterns = [
    path("open/", home.home, name="open"),
    path("open/matters/", matters.matters, name="open_matters"),
    path("open/matters/M-<int:number>/", matters.matter, name="open_matter"),
]
