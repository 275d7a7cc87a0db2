"""The shell's own addresses."""

from django.urls import path

from sanwen.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("ideas/", views.ideas, name="ideas"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.set_language, name="set_language"),
    path("display/", views.display, name="display"),
]
