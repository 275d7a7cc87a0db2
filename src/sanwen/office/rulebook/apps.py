from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "sanwen.office.rulebook"
    label = "rulebook"
