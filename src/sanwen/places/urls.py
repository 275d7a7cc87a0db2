"""The contact page and the administrator's tables."""

from django.urls import path

from sanwen.places import views

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("desk/places/", views.places, name="places"),
    path("desk/places/<slug:kind>/", views.upload, name="places_upload"),
    path("desk/places/<slug:kind>/confirm/", views.confirm, name="places_confirm"),
]
