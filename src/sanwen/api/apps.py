from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "sanwen.api"
    label = "api"
