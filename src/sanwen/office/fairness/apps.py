from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "sanwen.office.fairness"
    label = "fairness"
