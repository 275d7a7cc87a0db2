from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "sanwen.places"
    label = "places"
