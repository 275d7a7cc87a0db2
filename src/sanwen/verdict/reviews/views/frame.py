"""What the pages of a review share: the review or 404, and the form of a verb."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.verdict.reviews.models import Review

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Page:
    title: "str | Promise"
    button: "str | Promise"
    hint: "str | Promise" = ""
    more: dict[str, Any] = field(default_factory=dict)


def found(request: StaffRequest, number: int) -> Review:
    """What one may not see does not exist."""
    visible = Review.objects.visible_to(request.user).select_related(
        "matter__lead_unit", "matter__received_by", "body__parent", "answer__unit__parent",
        "earlier__body",
    )  # fmt: skip
    return get_object_or_404(visible, pk=number)


def perform(
    request: StaffRequest,
    review: Review,
    form: forms.Form,
    page: Page,
    act: Callable[[], object],
    *,
    done: "str | Promise",
    whole: bool = True,
) -> HttpResponse:
    """GET shows the form; POST acts, or says why not with everything still there."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and whole:
            try:
                act()
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 403
            else:
                messages.success(request, str(done))
                return redirect("review", review.pk)
    context = {"review": review, "form": form, "page": page, **page.more}
    return render(request, "reviews/act.html", context, status=status)
