"""What happened to a matter, newest first, as the desk reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words, moment_words
from sanwen.deliver.matters.models import Step
from sanwen.deliver.matters.shown.level_words import LEVEL_WORDS

WORDS: Mapping[str, Promise] = {
    "register": gettext_lazy("Registered and numbered"),
    "accept": gettext_lazy("Accepted"),
    "sort": gettext_lazy("The desk changed how it is handled; the date is %(due)s"),
    "assign": gettext_lazy("Given to %(unit)s"),
    "take": gettext_lazy("%(unit)s has begun"),
    **LEVEL_WORDS,
    "object": gettext_lazy("%(unit)s says it is not theirs; to be decided by %(due)s"),
    "agree": gettext_lazy("The return was agreed"),
    "refuse_return": gettext_lazy("It stays with %(unit)s"),
    "ask": gettext_lazy("The resident was asked; an answer is hoped for by %(due)s"),
    "add": gettext_lazy("The resident added something"),
    "hear": gettext_lazy("%(unit)s goes on"),
    "ask_for_time": gettext_lazy("%(unit)s asked for more time"),
    "extend": gettext_lazy("More time was approved, until %(due)s"),
    "refuse_time": gettext_lazy("More time was not approved"),
    "write": gettext_lazy("An answer was written and waits for its second reader"),
    "send_back": gettext_lazy("The second reader sent the answer back"),
    "answer": gettext_lazy("%(unit)s answered"),
    "deliver": gettext_lazy("The answer reached the resident; review until %(due)s"),
    "redirect": gettext_lazy("A legal route was shown"),
    "judge": gettext_lazy("Closed after the verdict"),
    "lapse": gettext_lazy("Closed by silence, counted as silence"),
    "reopen": gettext_lazy("Reopened: not solved; new date %(due)s"),
    "withdraw": gettext_lazy("The resident withdrew it"),
    "inspect": gettext_lazy("Supervisors wrote findings for %(unit)s"),
    "ask_review": gettext_lazy("A review was asked for; %(unit)s decides by %(due)s"),
    "ask_second": gettext_lazy("A second review was asked for; %(unit)s decides by %(due)s"),
    "join_review": gettext_lazy("Another person joined the review"),
    "late_review": gettext_lazy("A review was asked for after the time; a person decides"),
    "take_up": gettext_lazy("%(unit)s took the late request up; due by %(due)s"),
    "turn_down": gettext_lazy("%(unit)s did not take the late request up"),
    "drop_review": gettext_lazy("The request for a review was taken back"),
    "hearing": gettext_lazy("A hearing was called; the review is due by %(due)s"),
    "heard": gettext_lazy("The hearing was held; the review is due by %(due)s"),
    "no_hearing": gettext_lazy("The hearing was called off; the review is due by %(due)s"),
    "review": gettext_lazy("%(unit)s decided the review"),
    "opinion": gettext_lazy("The opinion reached the resident; second review until %(due)s"),
    "last_opinion": gettext_lazy("The opinion reached the resident"),
    "redo": gettext_lazy("%(unit)s sent it back to be done anew; new date %(due)s"),
    "review_over": gettext_lazy("Closed: nobody asked for a second review"),
    "second_review": gettext_lazy("%(unit)s decided the second review: procedure finished"),
    "help": gettext_lazy("%(unit)s explained or helped"),
    "join": gettext_lazy("Joined to another matter"),
    "joined_by": gettext_lazy("More messages joined"),
    "part": gettext_lazy("A joining was undone"),
    "paper": gettext_lazy("%(unit)s issued a paper"),
    "name_needs": gettext_lazy("The kind of need was confirmed"),
    "put_first": gettext_lazy("Put first: it cannot wait"),
    "put_back": gettext_lazy("No longer put first"),
    "recuse": gettext_lazy("Somebody keeps away because of an interest"),
    "lift": gettext_lazy("Nobody has to keep away after all"),
    "pass_up": gettext_lazy("%(unit)s took it over, because everybody below keeps away"),
    "nobody_left": gettext_lazy("Everybody of the unit keeps away; to be given to another"),
    "recount": gettext_lazy("Days off became known; the date is now %(due)s"),
}
# Whoever judges is not named to those who are judged.
NAMELESS = frozenset({"judge", "reopen", "recuse"})


@dataclass(frozen=True, slots=True)
class Line:
    """For components/timeline.html."""

    when: str
    iso: str
    what: str
    who: str
    why: str
    mark: str


def lines(steps: Iterable[Step]) -> list[Line]:
    told = [_line(step, newest=False) for step in steps]
    told.reverse()
    if told:
        first = told[0]
        told[0] = Line(first.when, first.iso, first.what, first.who, first.why, "now")
    return told


def _line(step: Step, *, newest: bool) -> Line:
    unit = step.unit.name_in(get_language() or "") if step.unit else ""
    what = str(WORDS[step.verb]) if step.verb in WORDS else step.verb
    names = {
        "unit": unit or _("The unit"),
        "due": day_words(step.due_on) if step.due_on else _("an open date"),
    }
    return Line(
        when=moment_words(step.at),
        iso=step.at.isoformat(timespec="minutes"),
        what=what % names,
        who="" if step.verb in NAMELESS else actor_words(step.actor),
        why=step.words,
        mark="",
    )


def actor_words(actor: str) -> str:
    """staff:li.wei → li.wei; a resident by pseudonym; machines are not people."""
    kind, _sign, name = actor.partition(":")
    if kind == "resident":
        return _("Resident %(pseudonym)s") % {"pseudonym": name}
    return name if kind == "staff" else ""
