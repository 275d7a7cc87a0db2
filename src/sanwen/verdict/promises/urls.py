"""Addresses of the ledger of promises."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
