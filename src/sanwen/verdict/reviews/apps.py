from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "sanwen.verdict.reviews"
    label = "reviews"
