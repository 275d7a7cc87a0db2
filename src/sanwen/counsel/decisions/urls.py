"""Addresses of decisions: the page for everybody, and those of the people who write them."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from sanwen.counsel.decisions.views import reading, writing

ASK = "ask/C-<int:number>/decision/"
DESK = "desk/asks/C-<int:number>/decision/"

urlpatterns = [
    path(ASK, login_not_required(reading.decision), name="decision"),
    path(f"{ASK}<int:version>/", login_not_required(reading.version), name="decision_version"),
    path(DESK, writing.desk, name="decision_desk"),
    path(f"{DESK}begin/", writing.begin, name="decision_begin"),
    path(f"{DESK}points/<int:point>/", writing.point, name="decision_point"),
    path(f"{DESK}points/<int:point>/back/", writing.point_back, name="decision_point_back"),
    path(f"{DESK}promises/<int:promise>/", writing.promise, name="decision_promise"),
    path(f"{DESK}promises/<int:promise>/back/", writing.promise_back, name="decision_promise_back"),
    path(
        f"{DESK}evidence/<int:evidence>/back/",
        writing.evidence_back,
        name="decision_evidence_back",
    ),
    path(f"{DESK}<slug:verb>/", writing.act, name="decision_act"),
]
