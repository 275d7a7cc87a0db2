from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "sanwen.counsel.consultations"
    label = "consultations"
