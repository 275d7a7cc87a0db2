"""Addresses of reach checks: for everybody, and for the unit that asks."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.verdict.reach.views import desk, public

H = "results/reach/H-<int:number>/"

urlpatterns = [
    path("open/reach/", login_not_required(public.checks), name="open_reach"),
    path("open/reach/H-<int:number>/", login_not_required(public.check), name="open_reach_check"),
    path("results/reach/", desk.checks, name="results_reach"),
    path("results/reach/new/", desk.new, name="results_reach_new"),
    path(H, desk.check, name="results_reach_check"),
    path(f"{H}list/", desk.take_list, name="results_reach_list"),
    path(f"{H}publish/", desk.publish, name="results_reach_publish"),
    path(f"{H}lines/<int:line>/matter/", desk.open_matter, name="results_reach_matter"),
    path(f"{H}lines/<int:line>/let-go/", desk.let_go, name="results_reach_let_go"),
]
