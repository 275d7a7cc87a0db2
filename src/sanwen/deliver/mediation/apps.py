from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "sanwen.deliver.mediation"
    label = "mediation"
