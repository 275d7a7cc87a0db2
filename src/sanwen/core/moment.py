"""Every request has one moment: pages and rules are given it and never ask the clock themselves."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone


class MomentRequest(HttpRequest):
    now: datetime


def clock(now: datetime | None) -> datetime:
    """What an action begins with: the moment it was given, else this one. Asked once an act."""
    return timezone.now() if now is None else now  # noqa: TID251


class OneMoment:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.now = timezone.now()  # type: ignore[attr-defined]  # noqa: TID251
        return self.get_response(request)
