from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "sanwen.openness"
    label = "openness"
