from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "sanwen.listen.topics"
    label = "topics"
