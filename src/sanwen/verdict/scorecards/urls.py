"""Addresses of rates and scorecards."""

from django.urls import path

from sanwen.verdict.scorecards.views import home

urlpatterns = [path("results/", home.results, name="results")]
