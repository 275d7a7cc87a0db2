"""What follows the asking (decided, carried out, judged): in which order it may be noted."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.counsel.consultations.models import Phase
from sanwen.counsel.consultations.phases import ASKING, Kind


def comes_after(kind: Kind, spans: Iterable[Phase], *, on: date, today: date) -> Ruling:
    """Noted when it has happened, once, and never before what it follows from."""
    known = {Kind(phase.kind): phase for phase in spans}
    if on > today:
        return refused(_("The day lies in the future: only what has happened is noted."))
    if kind in known and known[kind].noted_at is not None:
        return refused(_("This is noted already, and stays as it was told."))
    match kind:
        case Kind.DECIDED:
            return _asking_is_over(list(known.values()), on)
        case Kind.CARRIED_OUT:
            return _follows(
                known.get(Kind.DECIDED), on, _("It is carried out after it is decided.")
            )
    no = _("The result is judged after it is carried out: note that first.")
    return _follows(known.get(Kind.CARRIED_OUT), on, no)


def _asking_is_over(spans: list[Phase], on: date) -> Ruling:
    asked = [phase for phase in spans if phase.kind in ASKING]
    if all(phase.closes_on is not None and phase.closes_on < on for phase in asked):
        return ALLOWED
    return refused(_("People are still being asked; it is decided after that."))


def _follows(before: Phase | None, on: date, no: str) -> Ruling:
    if before is not None and before.noted_at is not None and before.opens_on <= on:
        return ALLOWED
    return refused(no)


def says_what_was_done(kind: Kind, words: str) -> Ruling:
    """A decision has a page of its own; the rest is told in a few words here."""
    if kind == Kind.DECIDED or words.strip():
        return ALLOWED
    return refused(_("Say it in a few words; all will read them."))


def next_to_note(spans: Iterable[Phase]) -> Kind | None:
    """Of what staff note by hand; the decision is noted with its publication."""
    noted = {Kind(phase.kind) for phase in spans if phase.noted_at is not None}
    if Kind.DECIDED in noted and Kind.CARRIED_OUT not in noted:
        return Kind.CARRIED_OUT
    if Kind.CARRIED_OUT in noted and Kind.JUDGED not in noted:
        return Kind.JUDGED
    return None
