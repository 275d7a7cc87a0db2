"""What becomes of a matter until it is in hand: accepted, joined, returned, extended, withdrawn."""

from collections.abc import Callable
from datetime import timedelta

from sanwen.demo.county import ARBITER_UNIT, HUB_UNIT
from sanwen.demo.events import EventKind
from sanwen.demo.plot import Plot

_DETOURS = {
    "": 74,
    "late": 7,
    "extended": 5.5,
    "waiting": 5.5,
    "return_agreed": 3.2,
    "return_refused": 1.7,
    "arbitrated": 1.3,
    "withdrawn": 1.8,
}

# Where a matter may stand still, waiting for somebody's next step: the detour, and the last act.
PAUSES = (
    ("waiting", EventKind.RESIDENT_ASKED),
    ("return_agreed", EventKind.RETURNED),
    ("", EventKind.ACCEPTED),
    ("extended", EventKind.EXTENSION_ASKED),
    ("", EventKind.ASSIGNED),
)


def register(plot: Plot) -> None:
    plot.add(EventKind.REGISTERED, by="intake", unit=HUB_UNIT)


def accept(plot: Plot) -> None:
    plot.wait(0.1, 0.6 if plot.hurried else 6, office=not plot.hurried)
    plot.add(EventKind.ACCEPTED, by="intake", unit=HUB_UNIT)


def join(plot: Plot, matter: int) -> None:
    plot.wait(0.2, 9)
    plot.add(EventKind.JOINED, by="intake", unit=HUB_UNIT, matter=matter)


def redirect(plot: Plot) -> None:
    accept(plot)
    plot.wait(0.3, 5)
    plot.add(EventKind.REDIRECTED, by="intake", unit=HUB_UNIT, text=plot.scene.kind.route)


def handle(plot: Plot, assist: str, *, detour: str | None = None) -> str:
    """From acceptance to an answer by some way; returns the detour taken."""
    accept(plot)
    if detour is None:
        detour = plot.rng.choices(tuple(_DETOURS), tuple(_DETOURS.values()))[0]
    if plot.hurried and detour not in ("", "late"):
        detour = ""
    _assign(plot, plot.wrong_unit if detour in _RETURNS else plot.unit)
    if assist:
        plot.add(EventKind.ASSIST_ASKED, by="intake", unit=HUB_UNIT, to=assist)
    if detour in _RETURNS:
        _RETURNS[detour](plot)
    plot.wait(0.2, 1 if plot.hurried else 7, office=not plot.hurried)
    plot.add(EventKind.TAKEN, by="handler", unit=plot.unit)
    if detour in _TURNS:
        _TURNS[detour](plot)
    return detour


def _assign(plot: Plot, unit: str) -> None:
    plot.wait(0.05, 0.3 if plot.hurried else 3, office=not plot.hurried)
    plot.add(EventKind.ASSIGNED, by="intake", unit=HUB_UNIT, to=unit)


def _object(plot: Plot) -> None:
    plot.wait(1, 20)
    text = plot.words("return_reasons")
    plot.add(EventKind.RETURNED, by="unit_lead", unit=plot.wrong_unit, to=HUB_UNIT, text=text)
    plot.wait(2, 30)


def _return_agreed(plot: Plot) -> None:
    _object(plot)
    text = plot.words("return_agreed")
    plot.add(EventKind.RETURN_AGREED, by="supervisor", unit=HUB_UNIT, text=text)
    _assign(plot, plot.unit)


def _return_refused(plot: Plot) -> None:
    """The unit first asked was right after all: it keeps the matter."""
    _object(plot)
    text = plot.words("return_refused")
    plot.unit, plot.wrong_unit = plot.wrong_unit, plot.unit
    plot.add(EventKind.RETURN_REFUSED, by="supervisor", unit=HUB_UNIT, to=plot.unit, text=text)


def _arbitrated(plot: Plot) -> None:
    _object(plot)
    text = plot.words("arbitration")
    plot.add(EventKind.ARBITRATED, by="leader", unit=ARBITER_UNIT, to=plot.unit, text=text)


def _late(plot: Plot) -> None:
    plot.answer_due = plot.start + timedelta(days=plot.rng.triangular(9, 55, 14))


def _extended(plot: Plot) -> None:
    plot.wait(4, 40)
    days = plot.rng.choice((5, 7, 10, 10, 15, 20, 30))
    text = plot.words("extension_reasons", due=(plot.start + timedelta(days=7 + days)).date())
    plot.add(EventKind.EXTENSION_ASKED, by="handler", unit=plot.unit, text=text, days=days)
    plot.wait(0.5, 12)
    plot.add(EventKind.EXTENSION_GRANTED, by="unit_lead", unit=plot.unit, days=days)
    plot.answer_due = plot.start + timedelta(days=4.5 + days * plot.rng.uniform(0.4, 0.98))


def _waiting(plot: Plot) -> None:
    plot.wait(1, 20)
    text = plot.words("ask_resident")
    plot.add(EventKind.RESIDENT_ASKED, by="handler", unit=plot.unit, text=text)
    plot.wait(1, 90, office=False)
    text = plot.words("resident_reply")
    plot.add(EventKind.RESIDENT_REPLIED, by="resident", unit="", text=text)
    plot.answer_due = max(plot.answer_due, plot.now + timedelta(hours=plot.rng.randint(6, 40)))


def _withdrawn(plot: Plot) -> None:
    plot.wait(2, 60, office=False)
    text = plot.words("withdraw_reasons")
    plot.add(EventKind.WITHDRAWN, by="resident", unit="", text=text)


_RETURNS: dict[str, Callable[[Plot], None]] = {
    "return_agreed": _return_agreed,
    "return_refused": _return_refused,
    "arbitrated": _arbitrated,
}
_TURNS: dict[str, Callable[[Plot], None]] = {
    "late": _late,
    "extended": _extended,
    "waiting": _waiting,
    "withdrawn": _withdrawn,
}


def pause(plot: Plot, assist: str, where: tuple[str, EventKind]) -> None:
    """Goes as far as the act named, and no further."""
    detour, last = where
    plot.hurried = False
    register(plot)
    handle(plot, assist, detour=detour)
    kinds = [event.kind for event in plot.events]
    del plot.events[kinds.index(last) + 1 :]
