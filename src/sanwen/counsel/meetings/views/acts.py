"""Each act of those who hold a talk meeting: its name, its form, what it does, what is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.meetings import forms as shapes
from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.models import INSIDE, Meeting
from sanwen.counsel.meetings.rules import PREPARERS
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNITS = 500
QUESTIONS = 100
WRITTEN = _("Written down.")
FIELDS = ("question", "background", "place", "begins_at", "size", "by_lot", "departs_because")


@dataclass(frozen=True, slots=True)
class Act:
    name: "str | _StrPromise"
    form: Callable[[StaffRequest, Meeting, Any], Any]
    do: Callable[[StaffRequest, Meeting, Any, Any], object]
    hint: "str | _StrPromise" = ""
    done: "str | _StrPromise" = WRITTEN


PREPARING = {
    "name": _("Prepare a talk meeting"),
    "hint": _("Nobody sees it until it is announced."),
}


def _posted(request: StaffRequest) -> QueryDict | None:
    """Also a form without a field is sent, and then it is not empty but done."""
    return request.POST if request.method == "POST" else None


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _plain(form: type[forms.Form]) -> Callable[[StaffRequest, Meeting, Any], forms.Form]:
    return lambda request, talk, held: form(_posted(request))


def meeting_form(request: StaffRequest, talk: Meeting | None, held: object) -> shapes.MeetingForm:
    by = request.user
    units = Unit.objects.active().filter(pk__in=by.reach(*PREPARERS)).order_by("level", "path")
    asked = Consultation.objects.public().filter(unit__in=by.reach(*INSIDE), source="")
    initial: dict[str, Any] = {}
    if talk is not None:
        initial = {name: getattr(talk, name) for name in FIELDS}
        initial |= {"unit": talk.unit_id, "consultation": talk.consultation_id}
    return shapes.MeetingForm(
        _posted(request),
        units=list(units[:UNITS]),
        consultations=list(asked.newest_first()[:QUESTIONS]),
        initial=initial,
    )


def _list(request: StaffRequest, talk: Meeting, held: object) -> forms.Form:
    posted = request.method == "POST"
    return shapes.ListForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"source": talk.list_source},
    )


def _opinion(request: StaffRequest, talk: Meeting, held: object) -> forms.Form:
    units = list(Unit.objects.active().order_by("level", "path")[:UNITS])
    return shapes.OpinionForm(_posted(request), units=units, initial={"unit": talk.unit_id})


def _keep(talk: Meeting) -> list[str]:
    """Published contacts of the unit are not masked."""
    return [each for each in (talk.unit.phone, talk.unit.address) if each]


ACTS: dict[str, Act] = {
    "change": Act(
        _("Change what is prepared"),
        meeting_form,
        lambda request, talk, form, held: preparing.change(
            meeting=talk, draft=form.draft(), **_by(request)
        ),
    ),
    "guests": Act(
        _("Ask guests"),
        _plain(shapes.GuestForm),
        lambda request, talk, form, held: preparing.ask_guests(
            meeting=talk, draft=form.draft(), **_by(request)
        ),
    ),
    "list": Act(
        _("Bring the list"),
        _list,
        lambda request, talk, form, held: preparing.take_list(
            meeting=talk,
            lines=form.cleaned_data["file"],
            source=form.cleaned_data["source"],
            **_by(request),
        ),
        _(
            "Names and addresses go into the vault. The public sees how many stand on it, how they "
            "divide, and its fingerprint."
        ),
    ),
    "announce": Act(
        _("Announce it"),
        _plain(shapes.AnnounceForm),
        lambda request, talk, form, held: drawing.announce(
            meeting=talk, told=form.told(), **_by(request)
        ),
        _("After this nobody can change the list, and nobody can know yet whom the lot names."),
        _("It is announced; everybody can read it now."),
    ),
    "draw": Act(
        _("Draw the lot"),
        _plain(shapes.DrawForm),
        lambda request, talk, form, held: drawing.draw(
            meeting=talk, seed=form.cleaned_data["seed"], **_by(request)
        ),
        _("It is drawn once. Whoever has the list can recompute it."),
        _("The lot is drawn."),
    ),
    "invite": Act(
        _("Invite those drawn"),
        _plain(shapes.InviteForm),
        lambda request, talk, form, held: inviting.invite(
            meeting=talk, reply_by=form.cleaned_data["reply_by"], **_by(request)
        ),
        _("By e-mail where they left one; for all others you print letters afterwards."),
        _("Those drawn are invited. Print the letters for those who get no e-mail."),
    ),
    "hold": Act(
        _("Note that it was held"),
        _plain(shapes.HoldForm),
        lambda request, talk, form, held: holding.hold(
            meeting=talk, **form.cleaned_data, **_by(request)
        ),
        _("Counts, no names. How to reach those who were never asked is erased."),
    ),
    "opinion": Act(
        _("Write down an opinion"),
        _opinion,
        lambda request, talk, form, held: holding.write_down(
            meeting=talk, draft=form.draft(), keep=_keep(talk), **_by(request)
        ),
    ),
    "answer": Act(
        _("Answer the opinion"),
        _plain(shapes.AnswerForm),
        lambda request, talk, form, held: holding.answer(
            opinion=held, words=form.cleaned_data["words"], **_by(request)
        ),
    ),
    "finish": Act(
        _("Finish: every opinion has its answer"),
        _plain(shapes.NothingForm),
        lambda request, talk, form, held: holding.finish(meeting=talk, **_by(request)),
    ),
    "cancel": Act(
        _("Cancel the meeting"),
        _plain(shapes.CancelForm),
        lambda request, talk, form, held: preparing.cancel(
            meeting=talk, because=form.cleaned_data["because"], **_by(request)
        ),
        _("Those who were invited by e-mail are told; ring the others."),
        _("The meeting is cancelled."),
    ),
}
