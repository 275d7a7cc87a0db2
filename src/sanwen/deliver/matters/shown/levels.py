"""Who owes what to a matter, and who was called: asked with the matter, put into words here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words, is_chinese
from sanwen.deliver.matters.level_rules import Before
from sanwen.deliver.matters.models import (
    Assignment,
    Help,
    Matter,
    Objection,
    Part,
    Response,
    Task,
    Whistle,
)
from sanwen.places.models import Unit

_UNIT = ("pk", "name", "name_en", "path", "level")


def _unit(prefix: str) -> JSONObject:
    return JSONObject(**{name: F(f"{prefix}__{name}") for name in _UNIT})


def annotations() -> dict[str, Any]:
    """For the query of one matter, so that its page asks no more often."""
    mine = {"matter": OuterRef("pk")}
    parts = Assignment.objects.filter(**mine, ended_at=None).exclude(part=Part.REVIEW)
    calls = Whistle.objects.filter(**mine)
    back = Objection.objects.filter(**mine, agreed=True, assignment__sender__isnull=False)
    return {
        "parts": ArraySubquery(
            parts.order_by("-part", "pk").values(
                row=JSONObject(
                    pk="pk",
                    part="part",
                    owes="owes",
                    because="because",
                    contribution="contribution",
                    contributed="contributed_at",
                    unit=_unit("unit"),
                )
            )
        ),
        "calls": ArraySubquery(
            calls.order_by("pk").values(
                row=JSONObject(
                    **{name: name for name in _CALL}, caller=_unit("caller"), called=_unit("called")
                )
            )
        ),
        "came_back": Exists(back),
    }


_CALL = (
    *("pk", "needs", "response", "words", "comes_on", "help", "help_words", "decision", "bound"),
    *("respond_by", "respond_at", "responded_at", "ended_at", "arbiter_id", "decided_at", "binds"),
    *("decide_by", "rung"),
)
_MOMENTS = ("respond_at", "responded_at", "ended_at", "decided_at")
_DAYS = ("comes_on", "respond_by", "decide_by")


@dataclass(frozen=True, slots=True)
class PartLine:
    unit: str
    task: str
    lead: bool
    because: str
    gave: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """Both sides: who called for what and by when, and what the other said and did."""

    caller: str
    called: str
    needs: str
    due: str
    late: bool
    says: str
    words: str
    decision: str
    help: str
    help_words: str


@dataclass(frozen=True)
class Levels:
    matter: Matter

    @cached_property
    def assignments(self) -> list[Assignment]:
        return [_assignment(row) for row in vars(self.matter)["parts"]]

    @cached_property
    def whistles(self) -> list[Whistle]:
        return [_whistle(row) for row in vars(self.matter)["calls"]]

    @property
    def before(self) -> Before:
        return Before(came_back=vars(self.matter)["came_back"])

    @property
    def is_shared(self) -> bool:
        return len(self.assignments) > 1

    def part_lines(self, language: str) -> list[PartLine]:
        return [
            PartLine(
                part.unit.name_in(language),
                str(Task(part.owes).label),
                part.part == Part.LEAD,
                part.because,
                part.contribution,
            )
            for part in self.assignments
        ]

    def call_lines(self, language: str, now: datetime) -> list[CallLine]:
        return [_call_line(call, language, now) for call in self.whistles]


def _made(row: dict[str, Any]) -> Unit:
    return Unit(**row)


def _assignment(row: dict[str, Any]) -> Assignment:
    fields = {name: row[name] for name in ("pk", "part", "owes", "because", "contribution")}
    return Assignment(unit=_made(row["unit"]), **fields)


def _whistle(row: dict[str, Any]) -> Whistle:
    fields = {name: row[name] for name in _CALL}
    for name in _MOMENTS:
        fields[name] = datetime.fromisoformat(row[name]) if row[name] else None
    for name in _DAYS:
        fields[name] = date.fromisoformat(row[name]) if row[name] else None
    return Whistle(caller=_made(row["caller"]), called=_made(row["called"]), **fields)


def _call_line(call: Whistle, language: str, now: datetime) -> CallLine:
    waits = call.responded_at is None and call.ended_at is None
    return CallLine(
        caller=call.caller.name_in(language),
        called=call.called.name_in(language),
        needs=call.needs,
        due=day_words(call.respond_by),
        late=waits and call.respond_at < now,
        says=_says(call),
        words=call.words,
        decision=_decision(call),
        help=str(Help(call.help).label) if call.help else "",
        help_words=call.help_words,
    )


def _says(call: Whistle) -> str:
    if not call.response:
        return ""
    day = {"day": day_words(call.comes_on) if call.comes_on else ""}
    said = {
        Response.COMING: _("comes on %(day)s"),
        Response.DOING: _("does its part by %(day)s"),
        Response.NOT_OURS: _("says that it is not responsible"),
    }
    return said[Response(call.response)] % day


def _decision(call: Whistle) -> str:
    if call.binds is None:
        return ""
    said = _("the arbiter: it is responsible") if call.binds else _("the arbiter: it is not")
    return joined(said, call.decision)


def joined(first: str, second: str) -> str:
    sign = "：" if is_chinese() else ": "
    return f"{first}{sign}{second}" if second else first
