"""Addresses of what everybody may see and take away."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
