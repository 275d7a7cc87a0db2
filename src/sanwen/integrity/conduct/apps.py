from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "sanwen.integrity.conduct"
    label = "conduct"
