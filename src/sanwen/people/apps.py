from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanwen.people"
    label = "people"

    def ready(self) -> None:
        # allauth's models are not loaded yet when this file is.
        from sanwen.people import signin

        signin.connect()
