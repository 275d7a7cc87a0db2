"""Whom to call first, and what to do until help comes, when the words tell of an emergency."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.methods.urgency import urgency

# At most so many kinds are spoken of: whoever is in danger reads little.
_MOST = 2
MEANING: dict[str, Promise] = {
    "110": _("police"),
    "119": _("fire and rescue"),
    "120": _("ambulance"),
    "122": _("traffic police"),
    "12345": _("government hotline"),
    "12356": _("somebody to talk to"),
    "12395": _("rescue on the water"),
    "95598": _("electricity company"),
}
ADVICE: dict[str, Promise] = {
    "fire": _("Get everybody out first and close the door behind you, then call."),
    "gas": _("Do not switch anything on or off, light nothing; go outside and call from there."),
    "power": _("Stay ten steps away from the wire and keep others away."),
    "collapse": _("Go out of the building or away from the slope now; do not go back for things."),
    "falling": _("Keep people away from the spot until somebody comes."),
    "flood": _("Go up, not out: do not walk or drive through the water."),
    "drowning": _("Throw a rope or anything that floats; do not jump in."),
    "traffic": _("Step off the road first, then call."),
    "violence": _("Go to a safe place first, then call."),
    "missing": _("The police take it up at once; nobody has to wait 24 hours."),
    "despair": _("You need not bear this alone. Somebody listens now, and it costs nothing."),
    "illness": _("Say the address first and stay on the line."),
    "poison": _("Stop eating or drinking it, and keep a little of it to be tested."),
    "lift": _("Stay inside and press the bell; do not force the door."),
    "cutoff": _("The hotline knows what is planned and sends whoever is on duty."),
    "hunger": _("There is help at once for whoever has nothing to live on: ask for it by phone."),
    "deadline": _("Say which day it is that counts, so that nobody waits for a letter."),
}
# What cannot wait but hurts nobody this minute is spoken of more quietly.
_QUIET = frozenset({"cutoff", "hunger", "deadline"})


@dataclass(frozen=True, slots=True)
class Number:
    number: str
    meaning: Promise


@dataclass(frozen=True, slots=True)
class Help:
    heading: Promise
    advice: Sequence[Promise]
    numbers: Sequence[Number]
    # Danger is announced at once by a screen reader, the rest when it pauses.
    danger: bool


def help_for(text: str) -> Help | None:
    """The help that fits the event in these words; None where nothing tells of an emergency."""
    found = urgency(text)
    if not found.urgent:
        return None
    kinds = found.kinds[:_MOST]
    if "despair" in kinds:
        kinds = ("despair",)
    return Help(
        heading=_heading(kinds),
        advice=[ADVICE[kind] for kind in kinds],
        numbers=[Number(number, MEANING[number]) for number in _numbers(kinds, found.numbers)],
        danger=not _QUIET.issuperset(kinds) and "despair" not in kinds,
    )


def _heading(kinds: Sequence[str]) -> Promise:
    if "despair" in kinds:
        return _("You are not alone with this.")
    if _QUIET.issuperset(kinds):
        return _("Perhaps this cannot wait. A call is faster.")
    return _("Is somebody in danger now? Please call first.")


def _numbers(kinds: Sequence[str], found: Sequence[str]) -> list[str]:
    if kinds == ("despair",):
        return ["12356", "110"]
    return list(found)[:4]
