from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sanwen.web"
    label = "web"
