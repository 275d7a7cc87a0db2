from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "sanwen.verdict.reach"
    label = "reach"
