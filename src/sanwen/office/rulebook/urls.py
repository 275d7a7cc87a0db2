"""Addresses of the procedures."""

from django.urls import path

from sanwen.office.rulebook import views

urlpatterns = [
    path("procedures/", views.procedures, name="procedures"),
    path("procedures/upload/", views.upload, name="procedure_upload"),
    path("procedures/<slug:code>/", views.procedure, name="procedure"),
    path("procedures/<slug:code>/new-version/", views.new_version, name="procedure_version"),
    path("procedures/<slug:code>/copy/", views.copy, name="procedure_copy"),
    path("procedures/<slug:code>/<str:number>.toml", views.file, name="procedure_file"),
]
