from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "sanwen.counsel.decisions"
    label = "decisions"
