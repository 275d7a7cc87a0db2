from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sanwen.deliver.papers"
    label = "papers"
