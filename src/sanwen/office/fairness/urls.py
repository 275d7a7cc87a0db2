"""Addresses of the equal-treatment report."""

from django.urls import path

from sanwen.office.fairness import views

urlpatterns = [
    path("fairness/", views.fairness, name="fairness"),
    path("fairness/<int:number>/", views.fairness, name="fairness_report"),
]
