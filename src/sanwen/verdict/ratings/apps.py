from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "sanwen.verdict.ratings"
    label = "ratings"
