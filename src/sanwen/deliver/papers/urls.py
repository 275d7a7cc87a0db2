"""Addresses of papers: those of a matter, each one, and the account of a consultation."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.deliver.papers import views, views_consulted

M = "desk/matters/M-<int:number>/papers/"
P = "desk/papers/P-<int:number>/"

urlpatterns = [
    path(M, views.papers, name="papers"),
    path(f"{M}new/<slug:kind>/", views.new, name="paper_new"),
    path(P, views.paper, name="paper"),
    path(f"{P}change/", views.change, name="paper_change"),
    path(f"{P}issue/", views.issue, name="paper_issue"),
    path(f"{P}replace/", views.replace, name="paper_replace"),
    path(f"{P}file/", views.file, name="paper_file"),
    path(f"{P}preview/", views.preview_, name="paper_preview"),
    path(f"{P}copy/", views.copy, name="paper_copy"),
    path(
        "ask/C-<int:number>/report.docx",
        login_not_required(views_consulted.report),
        name="decision_report",
    ),
    path(
        "desk/asks/C-<int:number>/report.docx", views_consulted.draft, name="decision_report_draft"
    ),
]
