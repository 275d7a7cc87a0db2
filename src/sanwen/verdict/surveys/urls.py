"""Addresses of surveys."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
