"""Addresses of what everybody may see and take away."""

from django.urls import path

from sanwen.openness import feeds
from sanwen.openness.views import counts, data, home, matters, places, topics, trail

urlpatterns = [
    path("open/", home.home, name="open"),
    path("open/matters/", matters.matters, name="open_matters"),
    path("open/matters.atom", feeds.matters, name="open_matters_feed"),
    path("open/matters/M-<int:number>/", matters.matter, name="open_matter"),
    path("open/matters/places/", places.places, name="open_places"),
    path("open/topics/", topics.topics, name="open_topics"),
    path("open/topics.atom", feeds.topics, name="open_topics_feed"),
    path("open/promises.atom", feeds.promises, name="open_promises_feed"),
    path("open/surveys.atom", feeds.surveys, name="open_surveys_feed"),
    path("open/counts/", counts.counts, name="open_counts"),
    path("open/definitions/", home.definitions, name="open_definitions"),
    path("open/trail/", trail.trail, name="open_trail"),
    path("open/trail/checkpoints.txt", trail.checkpoints, name="open_checkpoints"),
    path("open/trail.atom", feeds.checkpoints, name="open_trail_feed"),
    path("open/data/", data.data, name="open_data"),
    path("open/data.atom", feeds.data, name="open_data_feed"),
    path("open/data/catalogue.json", data.catalogue, name="open_catalogue"),
    path("open/data/give-out/", data.give_out, name="open_give_out"),
    path("open/data/files/<str:file_name>", data.file, name="open_file"),
    path("open/data/<slug:dataset>/<slug:month>/", data.release, name="open_release"),
    path(
        "open/data/<slug:dataset>/<slug:month>/<int:version>/",
        data.release,
        name="open_release_version",
    ),
]
