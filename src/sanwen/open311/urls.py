"""Addresses of GeoReport v2."""

from django.urls import path

from sanwen.open311 import views

urlpatterns = [
    path("open311/discovery.<str:form>", views.discovery, name="open311_discovery"),
    path("open311/v2/discovery.<str:form>", views.discovery, name="open311_discovery_v2"),
    path("open311/v2/services.<str:form>", views.service_list, name="open311_services"),
    path(
        "open311/v2/services/<str:service_code>.<str:form>",
        views.service_definition,
        name="open311_service",
    ),
    path("open311/v2/requests.<str:form>", views.request_list, name="open311_requests"),
    path("open311/v2/requests/<str:ref>.<str:form>", views.one_request, name="open311_request"),
    path("open311/v2/tokens/<str:ref>.<str:form>", views.token, name="open311_token"),
]
