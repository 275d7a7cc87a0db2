"""The verbs of a review, one page each."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import AnswerState
from sanwen.listen.voices.models import Voice
from sanwen.people.requests import StaffRequest
from sanwen.verdict.reviews import forms as shapes
from sanwen.verdict.reviews.actions import deciding, hearing, publishing, serving, writing
from sanwen.verdict.reviews.models import Hearing, Result, Review
from sanwen.verdict.reviews.shown import DECISIONS
from sanwen.verdict.reviews.texts import beginning
from sanwen.verdict.reviews.views.frame import BOTH, Page, found, perform


@BOTH
def take_up(request: StaffRequest, number: int) -> HttpResponse:
    review = found(request, number)
    form = shapes.TakeUpForm(request.POST or None)
    hint = _("It came after the 30 days. A person decides whether it is looked at all the same.")
    return perform(
        request, review, form, Page(_("Take it up"), _("Take it up"), hint),
        lambda: deciding.take_up(
            review=review, because=form.cleaned_data["because"], by=request.user, now=request.now
        ),
        done=_("The review is under way."),
    )  # fmt: skip


@BOTH
def decide(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    """Uphold, change, send back, or not take up a late request: each with its own words."""
    if verb not in DECISIONS:
        raise Http404
    review, result = found(request, number), DECISIONS[verb]
    units = [unit for unit in (review.answer.unit, review.answer.unit.parent) if unit]
    initial = beginning(review, result)
    form = shapes.OpinionForm(request.POST or None, result=result, units=units, initial=initial)
    items = _items(request, review) if result == Result.CHANGED else None
    page = Page(TITLES[verb](), _("Write the opinion"), HINTS[verb](), {"items": items})
    return perform(
        request, review, form, page,
        lambda: deciding.write(
            review=review,
            finding=form.finding(shapes.items_of(items) if items else []),
            by=request.user,
            now=request.now,
        ),
        done=_("The opinion is written."),
        whole=items is None or items.is_valid(),
    )  # fmt: skip


TITLES = {
    "uphold": lambda: _("The answer stands"),
    "change": lambda: _("Change the answer"),
    "redo": lambda: _("Send it back to be done anew"),
    "decline": lambda: _("Not taken up"),
}
HINTS = {
    "uphold": lambda: _("It says no, so a second person reads it before it goes out."),
    "change": lambda: _("The opinion itself takes the place of the answer, item by item."),
    "redo": lambda: _("The resident is told, with a new date for the new answer."),
    "decline": lambda: _(
        "Say that it came late, by which article, and which ways are left. "
        "A second person reads it before it goes out."
    ),
}


def _items(request: StaffRequest, review: Review) -> Any:
    asked = [{"asked": item.asked} for item in review.answer.items.all()]
    return shapes.Items(request.POST or None, initial=asked, prefix="item")


@BOTH
def read(request: StaffRequest, number: int) -> HttpResponse:
    review = found(request, number)
    opinion = review.opinions.filter(state=AnswerState.READING).first()
    if opinion is None:
        raise Http404
    form = shapes.ReadForm(request.POST or None)
    page = Page(_("Read the opinion"), _("Decide"), more={"opinion": opinion})
    return perform(
        request, review, form, page,
        lambda: deciding.read(
            opinion=opinion,
            agreed=form.cleaned_data["agreed"] == "yes",
            words=form.cleaned_data["words"],
            by=request.user,
            now=request.now,
        ),
        done=_("Read."),
    )  # fmt: skip


@BOTH
def call_hearing(request: StaffRequest, number: int) -> HttpResponse:
    review = found(request, number)
    form = shapes.HearingForm(request.POST or None)
    hint = _("Whoever asked is told at once and has the papers seven days before.")
    if review.is_second:
        hint += " " + _("Its days are not counted; the date moves by exactly these (Art. 36).")
    return perform(
        request, review, form, Page(_("Call a hearing"), _("Call the hearing"), hint),
        lambda: hearing.call(review=review, plan=form.plan(), by=request.user, now=request.now),
        done=_("The hearing is called, and those who asked are told."),
    )  # fmt: skip


@BOTH
def minutes(request: StaffRequest, number: int, hearing_number: int) -> HttpResponse:
    review = found(request, number)
    one = _hearing(review, hearing_number)
    initial = {"until_day": min(one.until_day, max(one.from_day, local_day(request.now)))}
    form = shapes.MinutesForm(request.POST or None, initial=initial)
    return perform(
        request, review, form, Page(_("Minutes of the hearing"), _("Keep the minutes")),
        lambda: hearing.hold(hearing=one, minutes=form.told(), by=request.user, now=request.now),
        done=_("The minutes are kept."),
    )  # fmt: skip


@BOTH
def call_off(request: StaffRequest, number: int, hearing_number: int) -> HttpResponse:
    review = found(request, number)
    one = _hearing(review, hearing_number)
    form = shapes.CallOffForm(request.POST or None)
    hint = _("Its days count again. Whoever asked is told why.")
    return perform(
        request, review, form, Page(_("Call the hearing off"), _("Call it off"), hint),
        lambda: hearing.call_off(
            hearing=one, because=form.cleaned_data["because"], by=request.user, now=request.now
        ),
        done=_("The hearing is called off."),
    )  # fmt: skip


def _hearing(review: Review, number: int) -> Hearing:
    return get_object_or_404(review.hearings.select_related("review"), pk=number)


@BOTH
def served(request: StaffRequest, number: int) -> HttpResponse:
    review = found(request, number)
    opinion = review.opinions.filter(state=AnswerState.SENT).first()
    if opinion is None:
        raise Http404
    form = shapes.ServedForm(request.POST or None, voices=voices_of(review.matter_id))
    hint = _("From this day the 30 days run in which a second review can be asked for.")
    return perform(
        request, review, form, Page(_("Paper signed for"), _("Record it"), hint),
        lambda: serving.hand_over(
            opinion=opinion,
            voice=Voice.objects.select_related("contact", "joining").get(
                pk=form.cleaned_data["voice"]
            ),
            by=request.user,
            now=request.now,
        ),
        done=_("The delivery is on record."),
    )  # fmt: skip


def voices_of(matter: int) -> list[tuple[int, str]]:
    told = Voice.objects.select_related("contact").filter(
        joining__matter=matter, joining__withdrawn_at=None
    )
    return [(one.pk, f"{one.ref} · {one.contact.shown_as}") for one in told.order_by("pk")[:200]]


@BOTH
def publish(request: StaffRequest, number: int) -> HttpResponse:
    review = found(request, number)
    form = shapes.PublishForm(request.POST or None)
    hint = _("Everybody who asked has agreed. They can take it back at any time.")
    return perform(
        request, review, form, Page(_("Make it public"), _("Make it public"), hint),
        lambda: publishing.publish(
            review=review, words=form.cleaned_data["words"], by=request.user, now=request.now
        ),
        done=_("It is public now."),
    )  # fmt: skip


@require_POST
def paper(request: StaffRequest, number: int, asked: int, kind: str) -> HttpResponse:
    """A draft with what the review knows; issued only after a person has read it."""
    review = found(request, number)
    one = get_object_or_404(
        review.requests.select_related("review__matter", "review__body", "voice__contact"), pk=asked
    )
    made = writing.draft(request=one, kind=kind, by=request.user, now=request.now)
    return redirect("paper_change", made.pk)
