"""Addresses of rates and scorecards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
