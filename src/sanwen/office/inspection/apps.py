from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "sanwen.office.inspection"
    label = "inspection"
