"""Addresses of what many speak of and of what comes back."""

from django.urls import path

from sanwen.office.listening import asking, causes, views

urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/T-<int:pk>/", views.topic, name="topic"),
    path("topics/T-<int:pk>/ask/", asking.ask_about_topic, name="ask_about_topic"),
    path(
        "desk/matters/M-<int:pk>/ask-everybody/", asking.ask_about_matter, name="ask_about_matter"
    ),
    path("topics/came-back/", causes.root_causes, name="root_causes"),
    path("topics/came-back/R-<int:pk>/", causes.root_cause, name="root_cause"),
    path(
        "topics/came-back/R-<int:pk>/<int:link>/aside/",
        causes.set_recurrence_aside,
        name="set_recurrence_aside",
    ),
]
