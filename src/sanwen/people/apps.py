from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanwen.people"
    label = "people"
