from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "sanwen.verdict.scorecards"
    label = "scorecards"
