"""Addresses of the procedures."""

from django.urls import path

from sanwen.office.rulebook import views

urlpatterns = [
    path("procedures/", views.procedures, name="procedures"),
    path("procedures/upload/", views.upload, name="procedure_upload"),
    path("procedures/<slug:kind>/", views.procedure, name="procedure"),
    path("procedures/<slug:kind>/new-version/", views.new_version, name="procedure_version"),
    path("procedures/<slug:kind>/copy/", views.copy, name="procedure_copy"),
    path("procedures/<slug:kind>/<str:number>.toml", views.file, name="procedure_file"),
]
