"""The trail's checkpoints, for everybody to keep: who has one can tell when the chain was cut."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words
from sanwen.core.moment import MomentRequest
from sanwen.integrity.audit import heads
from sanwen.openness.models import Checkpoint

PAGE = 60


@login_not_required
@require_safe
def trail(request: MomentRequest) -> HttpResponse:
    newest = Checkpoint.objects.first()
    page = Paginator(Checkpoint.objects.all(), PAGE).get_page(request.GET.get("page"))
    context = {
        "newest": newest,
        "when": day_words(newest.day) if newest else "",
        "days": [(one.day, day_words(one.day), heads.readable(one.text)) for one in page],
        "page": page,
    }
    return render(request, "openness/trail.html", context)


@login_not_required
@require_safe
def checkpoints(request: MomentRequest) -> HttpResponse:
    """All of them in one text, the newest first: `sanwen trail verify --head` reads it."""
    texts = Checkpoint.objects.values_list("text", flat=True)
    return HttpResponse("\n".join(texts), content_type="text/plain; charset=utf-8")
