"""Addresses of reviews."""

urlpatterns: list[object] = []
