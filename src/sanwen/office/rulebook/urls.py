"""Addresses of the procedures."""

urlpatterns: list[object] = []
