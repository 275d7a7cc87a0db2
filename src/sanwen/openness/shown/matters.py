"""A public matter in words: dates of days, units, what was done; nothing that anybody wrote."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.core.dates import day_words, local_day, short_day
from sanwen.core.names import name_of
from sanwen.deliver.matters.models import Outcome, Step
from sanwen.methods.suppression import FEWEST, hidden
from sanwen.openness.models import PublicMatter, PublicState
from sanwen.verdict.ratings.models import Solved, Verdict

# Steps that are acts of the house towards everybody. What only one person did or was told (words
# added, a review asked for, an answer received) is not among them, and reasons are never shown.
_AGAIN = gettext_lazy("It was taken up again.")
_CLOSED = gettext_lazy("It was closed.")
TOLD: Mapping[str, str | Promise] = {
    "register": gettext_lazy("It was registered."),
    "accept": gettext_lazy("It was accepted."),
    "assign": gettext_lazy("It was given to %(unit)s."),
    "hand_down": gettext_lazy("It was given to %(unit)s."),
    "hand_up": gettext_lazy("It was given to %(unit)s."),
    "take": gettext_lazy("%(unit)s has begun."),
    "object": gettext_lazy("%(unit)s says it is not theirs."),
    "agree": gettext_lazy("That was right; the responsible unit is looked for."),
    "refuse_return": gettext_lazy("It was decided that it stays with %(unit)s."),
    "designate": gettext_lazy("It was decided that %(unit)s does it."),
    "extend": gettext_lazy("%(unit)s needs longer. The new date is %(due)s."),
    "recount": gettext_lazy("The days off were announced. The date is now %(due)s."),
    "answer": gettext_lazy("%(unit)s answered."),
    "redirect": gettext_lazy("The law has another way for this; it was shown."),
    "judge": _CLOSED,
    "lapse": _CLOSED,
    "review_over": _CLOSED,
    "reopen": _AGAIN,
    "redo": _AGAIN,
    "join": gettext_lazy("It was joined to a matter that asks for the same."),
    "joined_by": gettext_lazy("More people asked for the same."),
    "part": gettext_lazy("The joining was undone."),
}
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    ref: str
    summary: str
    state: str
    under: str


@dataclass(frozen=True, slots=True)
class Line:
    when: str
    iso: str
    what: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts of one matter as sums; a hidden one is None."""

    total: int
    parts: list[tuple[str, int | None]]


def row(matter: PublicMatter) -> Row:
    where = [name_of(matter.area), name_of(matter.category), name_of(matter.unit)]
    return Row(
        address=reverse("open_matter", args=[matter.number]),
        ref=matter.ref,
        summary=matter.summary,
        state=str(PublicState(matter.state).label),
        under=" · ".join([short_day(matter.opened_on), *(part for part in where if part)]),
    )


def facts(matter: PublicMatter, today: date) -> list[tuple[str, str]]:
    found = [
        (_("Registered"), day_words(matter.opened_on)),
        (_("Where"), name_of(matter.area)),
        (_("Subject"), name_of(matter.category)),
        (_("Responsible"), name_of(matter.unit)),
        (_("First promised for"), day_words(matter.first_due_on)),
        (_("Promised for now"), _later(matter)),
        (_("Closed on"), day_words(matter.closed_on) if matter.closed_on else ""),
        (_("What came of it"), str(Outcome(matter.outcome).label) if matter.outcome else ""),
        (_("Against the promise"), _kept(matter, today)),
    ]
    return [(name, words) for name, words in found if words]


def _later(matter: PublicMatter) -> str:
    return day_words(matter.due_on) if matter.due_on != matter.first_due_on else ""


def _kept(matter: PublicMatter, today: date) -> str:
    if matter.state in (PublicState.NEW, PublicState.IN_HAND) and matter.due_on < today:
        days = (today - matter.due_on).days
        return _("%(days)d days late, and not answered yet") % {"days": days}
    return ""


def timeline(number: int) -> list[Line]:
    """Oldest first: public acts by day and unit. A matter's voices are never asked for."""
    steps = (
        Step.objects.filter(matter=number, inside=False, voice=None, verb__in=TOLD)
        .select_related("unit")
        .only("at", "verb", "due_on", "unit__name", "unit__name_en")
        .order_by("at", "pk")[:_MOST_STEPS]
    )
    lines: list[Line] = []
    for step in steps:
        line = _line(step)
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _line(step: Step) -> Line:
    day = local_day(step.at)
    values = {
        "unit": name_of(step.unit) or _("the unit"),
        "due": day_words(step.due_on) if step.due_on else "",
    }
    return Line(day_words(day), day.isoformat(), str(TOLD[step.verb]) % values)


def judged(number: int) -> Judged | None:
    """Sums of each person's last verdict, from five people on; None where fewer judged."""
    last = (
        Verdict.objects.filter(answer__matter=number)
        .order_by("voice", "-given_at", "-pk")
        .distinct("voice")
    )
    counts = Counter(last.values_list("solved", flat=True))
    if counts.total() < FEWEST:
        return None
    values = [counts[each] for each in Solved.values]
    away = hidden(values)
    parts = [
        (str(Solved(each).label), None if is_away else value)
        for each, value, is_away in zip(Solved.values, values, away, strict=True)
    ]
    return Judged(counts.total(), parts)
