from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sanwen.integrity.audit"
    label = "audit"
