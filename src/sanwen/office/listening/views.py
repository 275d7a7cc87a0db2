"""What many speak of: the list, and one topic with what became of its matters."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day, moment_words
from sanwen.counsel.consultations.rules import PREPARE
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.shown.rows import rows
from sanwen.listen.topics.models import Topic, TopicNight
from sanwen.office.listening import figures, shown
from sanwen.office.listening.growing import growth_words
from sanwen.office.listening.lists import Wanted, choices, number, page_of_topics
from sanwen.office.listening.maps import map_of
from sanwen.office.listening.over_time import over_time
from sanwen.office.listening.rules import may_read_topics
from sanwen.people.requests import StaffRequest

MATTERS = 20


@never_cache
@require_safe
def topics(request: StaffRequest) -> HttpResponse:
    """By need and breadth: how many different people, never how often one of them said it."""
    may_read_topics(request.user).require()
    wanted = Wanted.from_request(request)
    found, after = page_of_topics(request.user, wanted)
    areas, categories = choices(request.user)
    night = TopicNight.objects.first()
    context = {
        "wanted": wanted,
        "rows": [shown.topic_row(topic) for topic in found],
        "after": after,
        "areas": areas,
        "categories": categories,
        "night": moment_words(night.at) if night else "",
        "since": day_words(local_day(night.since)) if night else "",
    }
    return render(request, "listening/topics.html", context)


@never_cache
@require_safe
def topic(request: StaffRequest, pk: int) -> HttpResponse:
    may_read_topics(request.user).require()
    one = get_object_or_404(_whole(Topic.objects.visible_to(request.user)), pk=pk)
    inside = bool(one.inside)  # type: ignore[attr-defined]
    fate = figures.fate(one)
    context = {
        "topic": one,
        "row": shown.topic_row(one),
        "span": shown.long_span(one),
        "since": day_words(local_day(one.since)),
        "retired": day_words(local_day(one.retired_at)) if one.retired_at else "",
        "voices": shown.counts([("", one.voices)], inside=inside)[0].words,
        "growth": growth_words(one),
        "over_time": over_time(one, inside=inside),
        "map": map_of(one, inside=inside),
        "states": shown.states(fate, inside=inside),
        "matters_count": shown.counts([("", fate.matters)], inside=inside)[0].words,
        "verdicts": shown.verdicts(fate, inside=inside),
        "asked": shown.counts([("", fate.asked)], inside=inside)[0].words,
        "came_back": shown.came_back(fate, inside=inside),
        "related": _related(one, request),
        "may_ask": request.user.holds(*PREPARE),
        **_matters(one, request),
    }
    return render(request, "listening/topic.html", context)


def _whole(found: "QuerySet[Topic]") -> "QuerySet[Topic]":
    return found.select_related("area", "category", "became", "split_from").defer("area__geometry")


def _matters(one: Topic, request: StaffRequest) -> dict[str, Any]:
    """A page of those that the reader may open, the newest first."""
    found = figures.matters_to_read(one, Matter.objects.visible_to(request.user))
    after = number(request.GET.get("after", ""))
    if after is not None:
        found = found.filter(pk__lt=after)
    near = found.select_related("area", "lead_unit", "received_by").defer("area__geometry")
    page = list(near.order_by("-pk")[: MATTERS + 1])
    return {
        "matters": rows(page[:MATTERS], today=local_day(request.now)),
        "after": page[MATTERS - 1].pk if len(page) > MATTERS else None,
        "is_further": after is not None,
    }


def _related(one: Topic, request: StaffRequest) -> list[dict[str, str]]:
    """Out of what it came and what it became, as far as the reader may see those."""
    kin = Topic.objects.filter(became=one) | Topic.objects.filter(split_from=one)
    above = [number for number in (one.became_id, one.split_from_id) if number]
    kin = kin | Topic.objects.filter(pk__in=above)
    seen = Topic.objects.visible_to(request.user).filter(pk__in=kin.values("pk"))
    return [
        {"how": _how(one, other), "name": other.name, "ref": other.ref, "address": _address(other)}
        for other in seen.order_by("pk")[:20]
    ]


def _how(one: Topic, other: Topic) -> str:
    if other.pk == one.became_id:
        return "became"
    if other.pk == one.split_from_id:
        return "split_from"
    return "merged" if other.became_id == one.pk else "part"


def _address(topic: Topic) -> str:
    return reverse("topic", args=[topic.pk])
