"""One matter gathered for the right-hand pane, in a number of queries that does not grow."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from sanwen.core.dates import DueLine, local_day
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.actions.looking import WHILE
from sanwen.deliver.matters.models import (
    Answer,
    AnswerState,
    Clock,
    Extension,
    Matter,
    Objection,
    Presence,
    Redirection,
)
from sanwen.deliver.matters.shown.answers import Answered, answered, answers
from sanwen.deliver.matters.shown.clocks import Clocks, clocks
from sanwen.deliver.matters.shown.level_ways import level_ways
from sanwen.deliver.matters.shown.levels import CallLine, Levels, PartLine, annotations
from sanwen.deliver.matters.shown.needing import Needing, needing
from sanwen.deliver.matters.shown.rows import marks, matter_due, state_words
from sanwen.deliver.matters.shown.similar import Similar, similar
from sanwen.deliver.matters.shown.suggesting import Suggested, suggested
from sanwen.deliver.matters.shown.timeline import Line, lines
from sanwen.deliver.matters.shown.voices import Voices, voices
from sanwen.deliver.matters.shown.ways import Facts, Way, ways
from sanwen.deliver.matters.states import State
from sanwen.people.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    matter: Matter
    state: str
    due: DueLine
    marks: list[str]
    category: str
    unit: str
    desk: str
    parts: list[PartLine]
    calls: list[CallLine]
    others: list[str]
    voices: Voices
    clocks: Clocks
    timeline: list[Line]
    answers: list[Answered]
    objection: Objection | None
    extension: Extension | None
    redirection: Redirection | None
    ways: list[Way]
    suggested: Suggested | None
    similar: list[Similar]
    may_write: bool
    needing: Needing


def shown(found: "QuerySet[Matter]", by: User, *, now: datetime) -> "QuerySet[Matter]":
    """The matter with who helps and who else looks, asked together with it."""
    others = Presence.objects.filter(matter=OuterRef("pk"), seen_at__gte=now - WHILE).exclude(
        user=by
    )
    extension = Extension.objects.filter(matter=OuterRef("pk"), decided_at=None)
    return found.select_related(
        "lead_unit", "received_by", "category", "area", "handler", "joined_into", "need"
    ).annotate(
        **annotations(),
        others=ArraySubquery(others.order_by("pk").values("user__name")),
        time_is_asked=Exists(extension),
        has_answers=Exists(Answer.objects.filter(matter=OuterRef("pk"))),
    )


def sheet(matter: Matter, by: User, *, now: datetime) -> Sheet:
    today, language = local_day(now), get_language() or ""
    told = voices(matter, by, now=now)
    running = list(
        Clock.objects.filter(matter=matter, stopped_at=None)
        .select_related("assignment__unit")
        .order_by("due_on", "pk")
    )
    written = list(answers(matter)) if vars(matter)["has_answers"] else []
    facts = _facts(matter, written, running)
    levels = Levels(matter)
    open_here = bool(rules.may_assign(matter, by))
    return Sheet(
        matter=matter,
        state=state_words(matter),
        due=matter_due(matter, today),
        marks=marks(matter),
        category=category_name(matter, language),
        unit=matter.lead_unit.name_in(language) if matter.lead_unit else "",
        desk=matter.received_by.name_in(language),
        parts=levels.part_lines(language) if levels.is_shared else [],
        calls=levels.call_lines(language, now),
        others=vars(matter)["others"],
        voices=told,
        clocks=clocks(matter, running, today=today),
        timeline=lines(matter.steps.select_related("unit")),
        answers=[answered(answer) for answer in reversed(written)],
        objection=facts.objection,
        extension=facts.extension,
        redirection=_redirection(matter),
        ways=[*ways(matter, by, facts, today=today), *level_ways(matter, by, levels)],
        suggested=suggested(told.suggestion, language) if open_here else None,
        similar=_similar(matter, told, by, today) if open_here else [],
        may_write=bool(rules.may_write_to_resident(matter, by)),
        needing=needing(matter, told.suggestion, told.first.text if told.first else ""),
    )


def _facts(matter: Matter, written: list[Answer], running: list[Clock]) -> Facts:
    undecided = None
    if matter.state == State.RETURNED:
        open_ones = matter.objections.select_related("arbiter", "assignment__sender")
        undecided = open_ones.filter(decided_at=None).first()
    asked = None
    if vars(matter)["time_is_asked"]:
        asked = matter.requests_for_time.filter(decided_at=None).first()
    reading = [answer for answer in written if answer.state == AnswerState.READING]
    return Facts(undecided, asked, reading[0] if reading else None, running)


def _redirection(matter: Matter) -> Redirection | None:
    if matter.state != State.REDIRECTED:
        return None
    return Redirection.objects.filter(matter=matter).first()


def _similar(matter: Matter, told: Voices, by: User, today: date) -> list[Similar]:
    return similar(matter, told.first.text if told.first else matter.title, by, today=today)


def category_name(matter: Matter, language: str) -> str:
    if matter.category is None:
        return ""
    return matter.category.name_en if language.startswith("en") else matter.category.name
