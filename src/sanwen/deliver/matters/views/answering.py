"""The answer, item by item; its second reader; the legal route; the paper signed for."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.actions import answering
from sanwen.deliver.matters.actions.answering import LegalRoute
from sanwen.deliver.matters.answer_form import (
    AnswerForm,
    Item,
    are_whole,
    items_from,
    items_of,
    judged,
    with_one_more,
)
from sanwen.deliver.matters.forms import DeliveredForm, ReadForm, RedirectForm
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Answer, AnswerState, Matter, Route
from sanwen.deliver.matters.presets import FIELDS, remedies, route
from sanwen.deliver.matters.shown.answers import answered, answers
from sanwen.deliver.matters.shown.pointing import Pointed, point_out
from sanwen.deliver.matters.shown.precedents import Precedents, precedents
from sanwen.deliver.matters.shown.routes import asked, reached
from sanwen.deliver.matters.shown.voices import voices
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import (
    Page,
    address,
    found,
    perform,
    queue_key,
    refused,
    show,
)
from sanwen.listen.voices.models import Voice
from sanwen.methods.asks import asks
from sanwen.people.requests import StaffRequest


@BOTH
def answer(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    if request.method != "POST":
        return _begin(request, matter)
    items = items_from(request.POST)
    if {"add", "remove", "refill"} & request.POST.keys():
        return _reshaped(request, matter, items)
    form, like = AnswerForm(request.POST, matter=matter), precedents(matter, request.user)
    if not (form.is_valid() and form.is_reasoned(like) and are_whole(items)):
        return show(request, matter, form, _page(judged(items), like), status=422)
    pointed = [] if "seen" in request.POST else point_out(matter, items, request.POST)
    if any(not one.slight for one in pointed):
        # Shown once, where no script showed it while writing; the next click sends it.
        return show(request, matter, form, _page(items, like, pointed))
    try:
        answering.answer(
            matter=matter,
            reply=form.reply(items, like),
            by=request.user,
            version=form.cleaned_data["version"],
        )
    except NotAllowed as refusal:
        return refused(request, matter, form, _page(items, like), refusal)
    messages.success(request, _told(form.cleaned_data["outcome"], matter))
    return HttpResponseRedirect(address(matter.pk, queue_key(request)))


@require_POST
def check(request: StaffRequest, number: int) -> HttpResponse:
    """What could be pointed out about the answer as it stands now. Nothing is kept."""
    matter = found(request, number)
    rules.works_for_the_lead(matter, request.user).require()
    pointed = point_out(matter, items_from(request.POST), request.POST)
    return render(request, "matters/findings.html", {"pointed": pointed})


def _begin(request: HttpRequest, matter: Matter) -> HttpResponse:
    rules.may_answer(matter, request.user).require()  # type: ignore[arg-type]
    first = Voice.objects.filter(joining__matter=matter).order_by("joining__pk").first()
    text = first.text if first else matter.title
    outcome = request.GET.get("outcome", procedure_of(matter).outcomes[0])
    initial = {
        "queue": queue_key(request),  # type: ignore[arg-type]
        "outcome": outcome,
        "remedy": remedies(_language_of(text)).get(outcome, ""),
    }
    form = AnswerForm(matter=matter, initial=initial)
    like = precedents(matter, request.user)  # type: ignore[arg-type]
    return show(request, matter, form, _page(items_of(asks(text)), like))  # type: ignore[arg-type]


def _reshaped(request: StaffRequest, matter: Matter, items: list[Item]) -> HttpResponse:
    """A row more, a row less, or the remedy text of another outcome; nothing typed is lost."""
    data = request.POST.copy()
    if "add" in data:
        items = with_one_more(items)
    if "refill" in data:
        language = _language_of(" ".join(item.asked for item in items))
        data["remedy"] = remedies(language).get(data.get("outcome", ""), data.get("remedy", ""))
    form = AnswerForm(
        initial={name: data.get(name, "") for name in AnswerForm.base_fields}, matter=matter
    )
    return show(request, matter, form, _page(items, precedents(matter, request.user)))


def _page(items: list[Item], like: Precedents, pointed: list[Pointed] | None = None) -> Page:
    """`pointed` is None as long as nothing was looked at."""
    return Page(
        _("Write the answer"),
        _("Send it as it is") if pointed else _("Send the answer"),
        template="matters/answer.html",
        more={"items": items, "like": like, "pointed": pointed},
    )


def _language_of(text: str) -> str:
    """The resident is answered in the language they wrote in."""
    return "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"


def _told(outcome: str, matter: Matter) -> str:
    if rules.needs_second_reader(outcome):
        return _("%(ref)s: the answer waits for its second reader.") % {"ref": matter.ref}
    return _("%(ref)s is answered.") % {"ref": matter.ref}


@BOTH
def read(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    one = answers(matter).filter(state=AnswerState.READING).first()
    if one is None:
        raise Http404
    form = ReadForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _("A refusal goes out only after a second person has read it.")
    more = {"answer": answered(one)}
    return perform(
        request,
        matter,
        form,
        Page(_("Second reader"), _("Decide"), hint, template="matters/read.html", more=more),
        lambda: answering.read(
            answer=one,
            agreed=form.cleaned_data["agreed"] == "yes",
            words=form.cleaned_data["words"],
            by=request.user,
        ),
        done=_("Read: %(ref)s.") % {"ref": matter.ref},
    )


@BOTH
def redirect(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    chosen = request.GET.get("route", Route.COURT)
    texts = _texts_of(request.GET.get("end", ""), chosen)
    initial = {"queue": queue_key(request), "route": chosen, **texts}
    form = RedirectForm(request.POST or None, matter=matter, initial=initial)
    hint = _("Say where, by when and what to bring. A person must be able to go there tomorrow.")
    place = request.GET.get("at", "")
    more = {
        "routes": Route.choices,
        "chosen": chosen,
        "question": asked(place),
        "end": reached(place),
    }
    return perform(
        request,
        matter,
        form,
        Page(
            _("Show a legal route"),
            _("Show it to the resident"),
            hint,
            template="matters/redirect.html",
            more=more,
        ),
        lambda: answering.redirect(
            matter=matter,
            to=LegalRoute(
                route=form.cleaned_data["route"],
                **{field: form.cleaned_data[field] for field in FIELDS},
            ),
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("%(ref)s: the legal route is shown.") % {"ref": matter.ref},
    )


def _texts_of(end: str, chosen: str) -> dict[str, str]:
    """Of the end of the tree that was reached, else the usual ones of the route."""
    texts = route(chosen, get_language() or "")
    found = reached(end)
    if found is not None and found.as_route == chosen:
        texts |= {"where": found.where, "by_when": found.by_when, "bring": found.bring}
    return texts


@BOTH
def delivered(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    sent: Answer | None = matter.answers.filter(state=AnswerState.SENT).last()
    if sent is None:
        raise Http404
    told = voices(matter, request.user, now=request.now).told
    form = DeliveredForm(
        request.POST or None,
        matter=matter,
        voices=[(str(one.number), f"{one.ref} · {one.who}") for one in told],
        initial={"queue": queue_key(request), "answer": sent.pk},
    )
    hint = _("From this day the 30 days run in which the resident may ask for a review.")
    return perform(
        request,
        matter,
        form,
        Page(_("Paper signed for"), _("Record it"), hint),
        lambda: answering.hand_over(
            answer=sent,
            voice=Voice.objects.select_related("contact").get(pk=form.cleaned_data["voice"]),
            by=request.user,
        ),
        done=_("%(ref)s: the delivery is on record.") % {"ref": matter.ref},
    )
