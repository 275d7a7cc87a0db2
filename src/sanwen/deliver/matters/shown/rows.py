"""The lines of the list, put into words once: a filter per row would cost most of a page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.dates import DueLine, done_line, due_line, local_day
from sanwen.deliver.matters.models import Matter, Rung
from sanwen.deliver.matters.states import State


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    address: str
    ref: str
    title: str
    under: str
    due: DueLine
    marks: list[str]
    strong: list[str]
    is_here: bool = False


def rows(
    matters: list[Matter], *, today: date, here: int | None = None, queue: str = ""
) -> list[Row]:
    language = get_language() or ""
    before, after = reverse("matter", args=[0]).rsplit("0", 1)
    tail = f"{after}?queue={queue}" if queue else after
    return [_row(matter, f"{before}{matter.pk}{tail}", today, language, here) for matter in matters]


def _row(matter: Matter, address: str, today: date, language: str, here: int | None) -> Row:
    place = matter.place or (matter.area.name if matter.area else "")
    unit = matter.lead_unit.name_in(language) if matter.lead_unit else ""
    under = " · ".join(part for part in (place, unit, state_words(matter)) if part)
    return Row(
        number=matter.pk,
        address=address,
        ref=matter.ref,
        title=matter.title,
        under=under,
        due=matter_due(matter, today),
        marks=marks(matter),
        strong=[_("urgent")] if matter.urgent else [],
        is_here=matter.pk == here,
    )


def matter_due(matter: Matter, today: date) -> DueLine:
    """What is left of the time; where nothing is owed any more, the day it came to that."""
    if not matter.is_open:
        return done_line(local_day(matter.state_since))
    return due_line(matter.due_on, today, provisional=matter.due_is_provisional)


def state_words(matter: Matter) -> str:
    """What residents read as "waiting for you" is for the desk "waiting for the resident"."""
    if matter.state == State.WAITING:
        return _("waiting for the resident")
    return str(State(matter.state).label)


def marks(matter: Matter) -> list[str]:
    found = []
    if matter.returns:
        found.append(_("returned"))
    if matter.reopenings:
        found.append(_("reopened"))
    if matter.extensions:
        found.append(_("extended"))
    if matter.rung:
        found.append(_("climbed: %(rung)s") % {"rung": Rung(matter.rung).label})
    if matter.designated:
        found.append(_("decided"))
    if matter.voices_count > 1:
        found.append(_("%(count)d messages") % {"count": matter.voices_count})
    return found
