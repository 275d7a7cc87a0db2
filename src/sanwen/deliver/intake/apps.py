from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sanwen.deliver.intake"
    label = "intake"
