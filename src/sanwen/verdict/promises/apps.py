from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "sanwen.verdict.promises"
    label = "promises"
