"""Addresses at the desk for the files of Polis, in and out."""

from django.urls import path

from sanwen.counsel.consultations.polis import views

urlpatterns = [
    path("desk/asks/take-in/", views.take_in, name="desk_ask_take_in"),
    path("desk/asks/C-<int:number>/hand-out/", views.hand_out, name="desk_ask_hand_out"),
]
