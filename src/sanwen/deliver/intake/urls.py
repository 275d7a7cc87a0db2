"""Addresses of the registration desk: files taken in, keys of programs."""

from django.urls import path

from sanwen.deliver.intake.clerk import views as clerk
from sanwen.deliver.intake.imports import views as imports
from sanwen.deliver.intake.programs import views as programs

urlpatterns = [
    path("desk/new/", clerk.new, name="clerk_new"),
    path("desk/new/read-back/", clerk.read_back, name="clerk_read_back"),
    path("desk/import/", imports.imports, name="imports"),
    path("desk/import/<int:pk>/", imports.import_run, name="import_run"),
    path("desk/import/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("desk/import/<int:pk>/start/", imports.import_start, name="import_start"),
    path("desk/import/<int:pk>/stop/", imports.import_stop, name="import_stop"),
    path("desk/import/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("desk/import/<int:pk>/errors.csv", imports.import_errors, name="import_errors"),
    path("staff/keys/", programs.keys, name="api_keys"),
    path("staff/keys/<int:pk>/end/", programs.end_key, name="api_key_end"),
]
