"""Addresses of inspections."""

from django.urls import path

from sanwen.office.inspection import views

S = "inspections/S-<int:number>/"
U = "inspections/U-<int:number>/"

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("desk/matters/M-<int:number>/inspect/", views.new, name="inspection_new"),
    path(S, views.inspection, name="inspection"),
    path(f"{S}receive/", views.receive, name="inspection_receive"),
    path(f"{S}object/", views.object_to, name="inspection_object"),
    path(f"{S}decide/", views.decide, name="inspection_decide"),
    path(f"{S}propose/", views.propose, name="inspection_propose"),
    path(f"{S}paper/", views.paper, name="inspection_paper"),
    path(U, views.proposal, name="proposal"),
    path(f"{U}paper/", views.proposal_paper, name="proposal_paper"),
]
