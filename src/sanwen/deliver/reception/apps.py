from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "sanwen.deliver.reception"
    label = "reception"
