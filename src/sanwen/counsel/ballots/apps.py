from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "sanwen.counsel.ballots"
    label = "ballots"
