from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sanwen.notices"
    label = "notices"
