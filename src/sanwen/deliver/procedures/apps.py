from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "sanwen.deliver.procedures"
    label = "procedures"
