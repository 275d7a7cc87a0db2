from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sanwen.verdict.surveys"
    label = "surveys"
