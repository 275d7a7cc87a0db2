from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "sanwen.charts"
    label = "charts"
