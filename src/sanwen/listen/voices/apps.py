from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "sanwen.listen.voices"
    label = "voices"
