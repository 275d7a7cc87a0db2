from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sanwen.counsel.meetings"
    label = "meetings"
