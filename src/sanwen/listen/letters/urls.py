"""Addresses of letters on paper."""

from django.urls import path

from sanwen.listen.letters import views

urlpatterns = [
    path("desk/letters/", views.letters, name="letters"),
    path("desk/letters/<int:number>/", views.letter, name="letter"),
    path("desk/letters/<int:number>/pages/<int:leaf>/", views.page, name="letter_page"),
    path("desk/letters/<int:number>/discard/", views.discard, name="letter_discard"),
]
