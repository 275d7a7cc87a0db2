"""What many people speak of just now, and what became of it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.listen.topics.models import TopicNight
from sanwen.openness.shown import topics as shown

PAGE = 20


@login_not_required
@require_safe
def topics(request: MomentRequest) -> HttpResponse:
    """The broadest first: by different people, never by how often one of them said it."""
    text = request.GET.get("page", "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    start = max(page - 1, 0) * PAGE
    found = list(shown.public().broadest_first()[start : start + PAGE + 1])
    night = TopicNight.objects.first()
    context = {
        "rows": [shown.row(one) for one in found[:PAGE]],
        "night": day_words(local_day(night.at)) if night else "",
        "next": page + 1 if len(found) > PAGE else None,
    }
    return render(request, "openness/topics.html", context)
