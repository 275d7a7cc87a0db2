"""Addresses of the opinion map: its page, its files, its frame on another site."""

from django.urls import path

from sanwen.counsel.consultations.picture import views

urlpatterns = [
    path("ask/C-<int:pk>/map/", views.opinion_map, name="opinion_map"),
    path("ask/C-<int:pk>/map.<str:kind>", views.opinion_map_file, name="opinion_map_file"),
    path("ask/C-<int:pk>/frame/", views.frame, name="ask_frame"),
]
