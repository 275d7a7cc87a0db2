from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "sanwen.listen.letters"
    label = "letters"
