from django.apps import AppConfig


class SuggestingConfig(AppConfig):
    name = "sanwen.office.suggesting"
    label = "suggesting"
