"""Where notices are read."""

from django.urls import path

from sanwen.notices import views

urlpatterns = [
    path("desk/notices/", views.notices, name="notices"),
    path("desk/notices/read/", views.mark_read, name="notices_read"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/again/", views.try_again, name="outbox_again"),
]
