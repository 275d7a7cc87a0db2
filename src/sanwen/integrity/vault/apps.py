from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "sanwen.integrity.vault"
    label = "vault"
