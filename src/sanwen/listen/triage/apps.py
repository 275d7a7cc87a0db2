from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "sanwen.listen.triage"
    label = "triage"
