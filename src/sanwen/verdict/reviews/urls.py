"""Addresses of reviews."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.verdict.reviews.views import acting, beginning, reading

F = "reviews/F-<int:number>/"

urlpatterns = [
    path("reviews/", reading.reviews, name="reviews"),
    path("reviews/bodies/", beginning.bodies, name="review_bodies"),
    path("opinions/", login_not_required(reading.public), name="opinions"),
    path("desk/matters/M-<int:number>/review/", beginning.take_down, name="review_new"),
    path(F, reading.review, name="review"),
    path(f"{F}take-up/", acting.take_up, name="review_take_up"),
    path(f"{F}read/", acting.read, name="review_read"),
    path(f"{F}hearing/", acting.call_hearing, name="review_hearing"),
    path(f"{F}hearing/<int:hearing_number>/minutes/", acting.minutes, name="review_minutes"),
    path(f"{F}hearing/<int:hearing_number>/off/", acting.call_off, name="review_call_off"),
    path(f"{F}served/", acting.served, name="review_served"),
    path(f"{F}publish/", acting.publish, name="review_publish"),
    path(f"{F}papers/<int:asked>/<slug:kind>/", acting.paper, name="review_paper"),
    path(f"{F}<slug:verb>/", acting.decide, name="review_decide"),
]
