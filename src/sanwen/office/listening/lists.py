"""The list of topics and of what comes back: what was asked for, and a page of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language

from sanwen.listen.topics.models import FEWEST, Topic, TopicArea, TopicQuerySet
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.places.models import Area

PAGE = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked to see; whatever cannot be read is left out."""

    area: int | None
    category: str
    rising: bool
    past: bool
    after: str

    @classmethod
    def from_request(cls, request: HttpRequest) -> "Wanted":
        given = request.GET
        return cls(
            area=number(given.get("area", "")),
            category=digits(given.get("category", ""))[:6],
            rising=given.get("rising") == "1",
            past=given.get("show") == "past",
            after=given.get("after", "")[:60],
        )

    @property
    def address(self) -> str:
        return urlencode({name: value for name, value in self._given().items() if value})

    def _given(self) -> Mapping[str, str | int | None]:
        return {
            "area": self.area,
            "category": self.category,
            "rising": "1" if self.rising else "",
            "show": "past" if self.past else "",
        }


def digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() else ""


def number(text: str) -> int | None:
    return int(digits(text)[:15]) if digits(text) else None


def page_of_topics(person: User, wanted: Wanted) -> tuple[list[Topic], str]:
    """A page and where the next one begins. What is current by breadth, what is past by date."""
    found = _narrowed(Topic.objects.visible_to(person), wanted)
    found = found.select_related("area", "category").defer("area__geometry")
    if wanted.past:
        found = _after_number(found.exclude(retired_at=None), wanted.after).order_by("-pk")
    else:
        found = _after_score(found.current(), wanted.after).broadest_first()
    rows = list(found[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], _place(last, wanted) if last else ""


def _narrowed(found: TopicQuerySet, wanted: Wanted) -> TopicQuerySet:
    if wanted.area:
        there = TopicArea.objects.filter(area=wanted.area, people__gte=FEWEST)
        found = found.filter(Q(area=wanted.area) | Q(pk__in=there.values("topic")))
    if wanted.category:
        found = found.filter(category__code__startswith=wanted.category)
    return found.rising() if wanted.rising else found


def _place(topic: Topic, wanted: Wanted) -> str:
    return str(topic.pk) if wanted.past else f"{topic.score!r}~{topic.pk}"


def _after_score(found: TopicQuerySet, after: str) -> TopicQuerySet:
    score, _sign, pk = after.partition("~")
    try:
        last, row = float(score), int(pk)
    except ValueError:
        return found
    return found.filter(Q(score__lt=last) | Q(score=last, pk__gt=row))


def _after_number(found: TopicQuerySet, after: str) -> TopicQuerySet:
    last = number(after)
    return found if last is None else found.filter(pk__lt=last)


def choices(person: User) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    """The areas and the branches of subjects that the reader's current topics have."""
    seen = Topic.objects.visible_to(person).current().order_by()
    there = TopicArea.objects.filter(topic__in=seen.values("pk"), people__gte=FEWEST)
    areas = Area.objects.filter(pk__in=there.values("area")).order_by("code").defer("geometry")
    codes = {code[:2] for code in seen.values_list("category__code", flat=True).distinct() if code}
    branches = Category.objects.filter(code__in=codes).order_by("code")
    return [(one.pk, area_name(one)) for one in areas], [
        (one.code, category_name(one)) for one in branches
    ]


def area_name(area: Area | None) -> str:
    if area is None:
        return ""
    return area.name_en if _is_english() and area.name_en else area.name


def category_name(category: Category | None) -> str:
    if category is None:
        return ""
    return category.name_en if _is_english() and category.name_en else category.name


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
