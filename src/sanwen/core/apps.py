from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sanwen.core"
    label = "core"
