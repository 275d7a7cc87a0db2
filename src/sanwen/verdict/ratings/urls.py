"""Where staff read the sums; residents judge on their own page."""

from django.urls import path

from sanwen.verdict.ratings import views

urlpatterns = [path("desk/verdicts/", views.verdicts, name="verdicts")]
