from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "sanwen.open311"
    label = "open311"
