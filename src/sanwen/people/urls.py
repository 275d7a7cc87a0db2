"""The administrator's addresses for accounts."""

from django.urls import path

from sanwen.people import views

urlpatterns = [
    path("staff/", views.staff, name="staff"),
    path("staff/new/", views.create, name="staff_create"),
    path("staff/<str:username>/", views.account, name="staff_account"),
    path("staff/<str:username>/role/", views.give_role, name="staff_give_role"),
    path("staff/<str:username>/role/<int:pk>/end/", views.end_role, name="staff_end_role"),
    path("staff/<str:username>/password/", views.reset_password, name="staff_password"),
    path("staff/<str:username>/close/", views.close, name="staff_close"),
]
