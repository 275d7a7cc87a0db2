"""A consultation in words: where it stands, its days, and how one person is kept to one voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanwen.core.dates import day_words, short_day
from sanwen.counsel.consultations import phases as phasing
from sanwen.counsel.consultations.models import Consultation, Identity, Phase
from sanwen.counsel.consultations.phases import ASKING, Kind, Standing
from sanwen.counsel.consultations.states import State


@dataclass(frozen=True, slots=True)
class Line:
    """One consultation in a list."""

    one: Consultation
    unit: str
    standing: str
    words: str


def line(one: Consultation, today: date, language: str) -> Line:
    spans = list(one.phases.all())
    standing = phasing.whole(spans, today)
    unit = one.unit.name_in(language)
    if one.state == State.WITHDRAWN:
        return Line(one, unit, Standing.CLOSED, _("withdrawn"))
    return Line(one, unit, standing, standing_words(one, spans, today))


def standing_words(one: Consultation, spans: Sequence[Phase], today: date) -> str:
    match phasing.whole(spans, today):
        case Standing.UPCOMING:
            first = min((p.opens_on for p in spans if p.kind in ASKING), default=None)
            return _("opens on %(day)s") % {"day": short_day(first)} if first else ""
        case Standing.OPEN:
            return open_words(spans, today)
    return after_words(one, spans, today)


def open_words(spans: Sequence[Phase], today: date) -> str:
    """The phase that runs and its days; between two of them, when it goes on."""
    phase = phasing.open_phase(spans, today)
    if phase is None:
        goes_on = min(p.opens_on for p in spans if p.kind in ASKING and p.opens_on > today)
        return _("goes on from %(day)s") % {"day": short_day(goes_on)}
    label = Kind(phase.kind).label
    if phase.closes_on is None:
        return str(label)
    left = (phase.closes_on - today).days
    if not left:
        return _("%(phase)s, until tonight") % {"phase": label}
    words = ngettext("%(phase)s, %(n)d more day", "%(phase)s, %(n)d more days", left)
    return words % {"phase": label, "n": left}


def after_words(one: Consultation, spans: Sequence[Phase], today: date) -> str:
    """Asked, then decided, carried out, judged: how far it has come."""
    begun = [p for p in spans if p.kind not in ASKING and p.opens_on <= today]
    if begun:
        return str(Kind(max(begun, key=lambda p: phasing.ORDER.index(Kind(p.kind))).kind).label)
    if today > one.decide_by:
        return _("should have been decided by %(day)s") % {"day": short_day(one.decide_by)}
    return _("closed; to be decided by %(day)s") % {"day": short_day(one.decide_by)}


def timeline(one: Consultation, spans: Sequence[Phase], today: date) -> list[dict[str, object]]:
    """The phases in their order, and the day of the decision if no phase says it."""
    steps = [_step(phase, today) for phase in spans]
    if not any(phase.kind == Kind.DECIDED for phase in spans):
        steps.append(
            {
                "when": _("by %(day)s") % {"day": day_words(one.decide_by)},
                "iso": one.decide_by.isoformat(),
                "what": _("Decided by: %(who)s") % {"who": one.who_decides},
                "mark": "late" if today > one.decide_by else "next",
            }
        )
    return steps


def _step(phase: Phase, today: date) -> dict[str, object]:
    standing = phasing.standing(phase, today)
    return {
        "when": _days(phase),
        "iso": phase.opens_on.isoformat(),
        "what": Kind(phase.kind).label,
        "who": _stands(phase, standing),
        "why": phase.words or _does(phase, standing),
        "link": phase.link,
        "link_words": _("Judge the result there"),
        "mark": {Standing.OPEN: "now", Standing.UPCOMING: "next"}.get(standing, ""),
    }


def _days(phase: Phase) -> str:
    if phase.kind in (Kind.DECIDED, Kind.CARRIED_OUT) and phase.noted_at:
        return day_words(phase.opens_on)
    if phase.closes_on is None:
        return _("from %(day)s") % {"day": day_words(phase.opens_on)}
    if phase.closes_on == phase.opens_on:
        return day_words(phase.opens_on)
    return _("%(first)s to %(last)s") % {
        "first": day_words(phase.opens_on),
        "last": day_words(phase.closes_on),
    }


def _stands(phase: Phase, standing: Standing) -> str:
    """Open and closed is said of what people take part in; decided and carried out just are."""
    if phase.kind in (Kind.DECIDED, Kind.CARRIED_OUT) and standing != Standing.UPCOMING:
        return ""
    return str(standing.label)


def _does(phase: Phase, standing: Standing) -> str:
    kind = Kind(phase.kind)
    return DOES[kind]() if kind in DOES and standing != Standing.CLOSED else ""


DOES = {
    Kind.GATHER: lambda: _("Say what you think, and react to what others said."),
    Kind.REACT: lambda: _("React to what was said: agree, disagree or pass."),
    Kind.DISCUSS: lambda: _("Read the draft, say what you think of it, and react to others."),
}


def keeping(identity: str) -> tuple[str, str]:
    """How one person is kept to one voice here, and what that cannot prevent."""
    match identity:
        case Identity.EMAIL:
            return (
                _("Each e-mail address counts once. You get a code by e-mail; the address is not "
                  "kept, only a fingerprint of it for this one question."),
                _("It cannot prevent that somebody with several addresses takes part several "
                  "times."),
            )  # fmt: skip
        case Identity.PASS:
            return (
                _("Each code that was handed out counts once. Which code went to whom is written "
                  "down nowhere."),
                _("It cannot prevent that somebody gives a code away."),
            )  # fmt: skip
    return (
        _("Each browser counts once, without an account. A code in your browser knows you again; "
          "nobody knows who you are."),
        _("It cannot prevent that somebody takes part again with another browser or phone. So read "
          "the result as what those who came think, not as a count of the population."),
    )  # fmt: skip


def vote_words(value: int) -> str:
    return {
        1: pgettext("my vote", "agree"),
        -1: pgettext("my vote", "disagree"),
        0: pgettext("my vote", "pass"),
    }[value]
