"""Addresses of the checks whether a benefit reached people."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
