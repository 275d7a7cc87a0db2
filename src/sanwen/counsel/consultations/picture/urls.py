from django.urls import path, register_converter

from sanwen.counsel.consultations.picture import views


class FileKind:
    """What the map can be taken away as."""

    regex = "svg|png|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileKind, "map_file")

urlpatterns = [
    path("ask/C-<int:pk>/map/", views.opinion_map, name="opinion_map"),
    path("ask/C-<int:pk>/map.<map_file:kind>", views.opinion_map_file, name="opinion_map_file"),
    path("ask/C-<int:pk>/frame/", views.frame, name="ask_frame"),
]
