"""Each thing that the desk does with a promise: its name, its form, what it does, what is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanwen.core.dates import local_day
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import State as Held
from sanwen.people.requests import StaffRequest
from sanwen.verdict.promises import forms as shapes
from sanwen.verdict.promises import notices
from sanwen.verdict.promises.actions import accepting, telling
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.promises.states import Move

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEETINGS = 100
WRITTEN = _("Written down. Everybody can read it now.")


@dataclass(frozen=True, slots=True)
class Act:
    name: "str | _StrPromise"
    form: Callable[[StaffRequest, Entry], Any]
    do: Callable[[StaffRequest, Entry, Any], object]
    hint: "str | _StrPromise" = ""
    done: "str | _StrPromise" = WRITTEN


def posted(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def by(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _plain(form: type[forms.Form]) -> Callable[[StaffRequest, Entry], forms.Form]:
    """What is told is mostly of today; another day is typed over it."""
    return lambda request, entry: form(posted(request), initial={"on": local_day(request.now)})


def _ask(request: StaffRequest, entry: Entry) -> forms.Form:
    by_mail = bool(entry.consultation_id and notices.followers(entry))
    initial = {"who": entry.for_whom}
    return shapes.AskForm(posted(request), by_mail=by_mail, initial=initial)


def _hands(request: StaffRequest, entry: Entry) -> forms.Form:
    held = Meeting.objects.visible_to(request.user).filter(state__in=(Held.HELD, Held.ANSWERED))
    return shapes.HandsForm(posted(request), meetings=list(held.newest_first()[:MEETINGS]))


def _tell(move: Move, form: type[forms.Form] = shapes.SayingForm, hint: Any = "") -> Act:
    def do(request: StaffRequest, entry: Entry, given: Any) -> object:
        return telling.tell(entry=entry, move=move, draft=given.draft(), **by(request))

    return Act(move.label, _plain(form), do, hint)


ACTS: dict[str, Act] = {
    "begin": _tell(Move.BEGIN),
    "done": _tell(
        Move.SAY_DONE,
        hint=_("This is what the body says. Whether it is so, residents say: ask them afterwards."),
    ),
    "cannot": _tell(Move.GIVE_UP, shapes.CannotForm),
    "resume": _tell(Move.RESUME),
    "day": Act(
        _("Move the day"),
        _plain(shapes.DayForm),
        lambda request, entry, form: telling.move_day(
            entry=entry, **form.cleaned_data, **by(request)
        ),
        _("The first day stays beside it, for everybody to read."),
    ),
    "evidence": Act(
        _("Add evidence"),
        _plain(shapes.SayingForm),
        lambda request, entry, form: telling.add_evidence(
            entry=entry, draft=form.draft(), **by(request)
        ),
        _("What was done, in words, with its day. It is added and never changed."),
    ),
    "ask": Act(
        _("Ask residents"),
        _ask,
        lambda request, entry, form: accepting.ask(entry=entry, draft=form.draft(), **by(request)),
        _("Nobody of the unit learns who answered, or what anyone answered."),
        _("Residents can answer from today on. Codes are made by the desk or a supervisor."),
    ),
    "hands": Act(
        _("Write down a show of hands"),
        _hands,
        lambda request, entry, form: accepting.count_hands(
            entry=entry, draft=form.draft(), **by(request)
        ),
        _("Counts of an acceptance meeting. How many came is taken from the meeting itself."),
    ),
}
