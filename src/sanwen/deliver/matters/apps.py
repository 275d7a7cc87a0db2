from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "sanwen.deliver.matters"
    label = "matters"
