"""Addresses of the sealed reports."""

from django.urls import path

from sanwen.integrity.conduct import views

urlpatterns = [
    path("desk/sealed/", views.sealed_reports, name="sealed_reports"),
    path("desk/sealed/<int:number>/", views.sealed_report, name="sealed_report"),
]
