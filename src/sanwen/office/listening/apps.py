from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "sanwen.office.listening"
    label = "listening"
