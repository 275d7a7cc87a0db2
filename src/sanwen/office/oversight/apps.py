from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "sanwen.office.oversight"
    label = "oversight"
