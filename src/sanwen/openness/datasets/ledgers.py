"""What is public row by row already: promises, published results of surveys, checkpoints."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanwen.integrity.audit import heads
from sanwen.openness.datasets.shape import Column, Dataset, Drawn, Value
from sanwen.openness.models import Checkpoint, DatasetName
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.surveys.models import Result


def _promises(since: date, until: date) -> Drawn:
    entries = Entry.objects.public().filter(told_on__lt=until)
    rows = entries.select_related("unit").order_by("pk").iterator(2000)
    return Drawn(rows=[_promise(one) for one in rows])


def _promise(one: Entry) -> list[Value]:
    return [
        one.ref,
        one.words,
        one.unit.code,
        one.told_on,
        one.first_due_on,
        one.due_on,
        one.state,
        one.done_on,
        one.left_out_on,
    ]


PROMISES = Dataset(
    name=DatasetName.PROMISES,
    about=_(
        "Every promise made in public up to the month’s end, as it stood on the day of the "
        "release, with the day that was promised first."
    ),
    columns=(
        Column("promise", "string", _("Number of the promise, as on its page.")),
        Column("words", "string", _("What was promised.")),
        Column("unit", "string", _("Code of the unit that promised.")),
        Column("told_on", "date", _("Day on which it was made public.")),
        Column("first_due_on", "date", _("Day that was promised first; it never changes.")),
        Column("due_on", "date", _("Day that is promised now.")),
        Column("state", "string", _("What the body says of it: never what people found.")),
        Column("done_on", "date", _("Day on which the body says it was done.")),
        Column("left_out_on", "date", _("Day from which it no longer stands in its source.")),
    ),
    draw=_promises,
)


def _surveys(since: date, until: date) -> Drawn:
    results = (
        Result.objects.filter(
            published_at__date__gte=since, published_at__date__lte=until - timedelta(days=1)
        )
        .select_related("survey")
        .order_by("published_at", "pk")
    )
    rows = [row for one in results for row in _figures(one)]
    return Drawn(rows=rows)


def _figures(one: Result) -> Iterator[list[Value]]:
    """A result is public as it was published: here it lies flat, a number to a row."""
    day = one.published_at.date()
    ref = f"Q-{one.survey_id}"
    for path, value in _flat(one.figures, ""):
        yield [ref, one.version, day, path, value]


def _flat(found: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict | list):
        pairs = found.items() if isinstance(found, dict) else enumerate(found)
        for name, inner in pairs:
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif found is not None:
        yield path, str(found)


SURVEYS = Dataset(
    name=DatasetName.SURVEYS,
    about=_(
        "The figures of surveys published in the month, exactly as on their pages, where small "
        "numbers are already away. The method stands on the page of each survey."
    ),
    columns=(
        Column("survey", "string", _("Number of the survey, as on its page.")),
        Column("version", "integer", _("Version of the result; a later one corrects.")),
        Column("published_on", "date", _("Day of publication.")),
        Column("figure", "string", _("Which figure: question, option and what it is.")),
        Column("value", "string", _("Its value.")),
    ),
    draw=_surveys,
)


def _checkpoints(since: date, until: date) -> Drawn:
    found = Checkpoint.objects.filter(day__gte=since, day__lte=until - timedelta(days=1))
    return Drawn(rows=[_checkpoint(one) for one in found.order_by("day")])


def _checkpoint(one: Checkpoint) -> list[Value]:
    head = heads.read(one.text)
    return [one.day, head.n, head.last_id, head.hash.hex(), one.text]


CHECKPOINTS = Dataset(
    name=DatasetName.CHECKPOINTS,
    about=_("The signed head of the trail on each day of the month, to check the trail against."),
    columns=(
        Column("day", "date", _("Day of publication.")),
        Column("seal", "integer", _("Number of the newest seal on that day.")),
        Column("last_row", "integer", _("Number of the last row that it seals.")),
        Column("hash", "string", _("SHA-256 of the seal.")),
        Column("text", "string", _("The head with its signature, as it is checked.")),
    ),
    draw=_checkpoints,
)
