"""What is done to a survey from its page: forms with a page of their own, and plain buttons."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.verdict.surveys import desk_forms, rules
from sanwen.verdict.surveys.actions import preparing, publishing, running
from sanwen.verdict.surveys.drafts import QuestionDraft
from sanwen.verdict.surveys.models import Question, Survey
from sanwen.verdict.surveys.sets import SETS
from sanwen.verdict.surveys.views import desk
from sanwen.verdict.surveys.views.finding import all_units, inside, units, waves

BOTH = require_http_methods(["GET", "HEAD", "POST"])


def formed(
    request: StaffRequest,
    form: forms.Form,
    done: Callable[[], Survey],
    *,
    title: "str | Promise",
    button: "str | Promise",
    one: Survey | None = None,
    hint: "str | Promise" = "",
    other: "str | Promise" = "",
) -> HttpResponse:
    """A page with one form: shown, shown again with what is wrong, or done and back to the survey.
    A refusal stands above the form, so that nothing typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect("results_survey", done().pk)
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 403
    context = {
        "form": form, "title": title, "button": button, "one": one, "hint": hint, "other": other,
    }  # fmt: skip
    return render(request, "surveys/form.html", context | {"tab": "surveys"}, status=status)


@BOTH
def new(request: StaffRequest) -> HttpResponse:
    # The page of a promise leads here with what is judged.
    told = {name: request.GET.get(name, "") for name in ("about", "about_ref", "about_unit")}
    form = desk_forms.SurveyForm(
        request.POST or None, units=units(request), judged=all_units(), waves=waves(request),
        initial=told,
    )  # fmt: skip
    return formed(
        request, form,
        lambda: preparing.prepare(
            form.draft(), unit=form.units[form.cleaned_data["unit"]],
            by=request.user, now=request.now,
        ),
        title=_("Prepare a survey"), button=_("Keep the draft"),
    )  # fmt: skip


@BOTH
def change(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.may_change(one, request.user).require()
    form = desk_forms.SurveyForm(
        request.POST or None, units=[], judged=all_units(), waves=waves(request, one), one=one
    )
    return formed(
        request, form,
        lambda: preparing.change(survey=one, draft=form.draft(), by=request.user, now=request.now),
        title=_("Change the draft"), button=_("Keep the draft"), one=one,
    )  # fmt: skip


@require_POST
def ask_set(request: StaffRequest, number: int) -> HttpResponse:
    """The four questions or the three senses, in their words."""
    one = inside(request, number)
    form = desk_forms.SetForm(request.POST)
    if not form.is_valid():
        raise Http404
    drafts = [
        QuestionDraft(
            shape=ready.shape,
            text=ready.text.format(about=one.about),
            options=[(value, text) for value, text in ready.options],
            favourable=ready.favourable,
            item=ready.item,
        )
        for ready in SETS[form.cleaned_data["which"]]
    ]
    preparing.add_questions(survey=one, drafts=drafts, by=request.user, now=request.now)
    return redirect("results_survey", one.pk)


@BOTH
def ask(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.may_change(one, request.user).require()
    form = desk_forms.QuestionForm(request.POST or None, earlier=list(one.questions.all()))

    def done() -> Survey:
        preparing.add_questions(survey=one, drafts=[form.draft()], by=request.user, now=request.now)
        return one

    return formed(
        request, form, done, title=_("Add a question"), button=_("Add this question"), one=one,
        hint=_("“I cannot say” and “I would rather not say” stand under every question."),
    )  # fmt: skip


@require_POST
def drop(request: StaffRequest, number: int, question: int) -> HttpResponse:
    one = inside(request, number)
    known = get_object_or_404(Question.objects.filter(survey=one), number=question)
    preparing.drop_question(question=known, by=request.user, now=request.now)
    return redirect("results_survey", one.pk)


@BOTH
def margins(request: StaffRequest, number: int, question: int) -> HttpResponse:
    one = inside(request, number)
    known = get_object_or_404(Question.objects.filter(survey=one), number=question)
    rules.may_tell_margin(one, request.user).require()
    initial = {f"o_{each.option}": each.population for each in known.margins.all()}
    form = desk_forms.MarginForm(known, request.POST or None, initial=initial)
    if "drop" in request.POST:
        preparing.drop_margins(question=known, by=request.user, now=request.now)
        return redirect("results_survey", one.pk)

    def done() -> Survey:
        preparing.tell_margins(
            question=known, known=form.known(), source=form.cleaned_data["source"],
            by=request.user, now=request.now,
        )  # fmt: skip
        return one

    return formed(
        request, form, done, title=known.text, button=_("Keep these figures"), one=one,
        hint=_("How many people of the whole population belong to each answer. "
               "The answers are weighted so that they add up to it."),
        other=_("Take these figures out") if initial else "",
    )  # fmt: skip


@BOTH
def announce(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.prepares_for(one.unit, request.user).require()
    form = desk_forms.AnnounceForm(one, request.POST or None)
    # A form without fields is valid, but its POST is empty of everything except the button.
    return formed(
        request, form,
        lambda: running.announce(
            survey=one, told=form.announcement(), by=request.user, now=request.now
        ),
        title=_("Announce it"), button=_("Announce"), one=one,
        hint=_("From then on everybody sees it, and neither questions nor list nor kind change."),
    )  # fmt: skip


@BOTH
def draw(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.prepares_for(one.unit, request.user).require()
    form = desk_forms.SeedForm(request.POST or None)
    return formed(
        request, form,
        lambda: running.draw(
            survey=one, seed=form.cleaned_data["seed"], by=request.user, now=request.now
        ),
        title=_("Draw the sample"), button=_("Draw"), one=one, hint=one.seed_source,
    )  # fmt: skip


@BOTH
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.prepares_for(one.unit, request.user).require()
    form = desk_forms.BecauseForm(request.POST or None)
    return formed(
        request, form,
        lambda: running.withdraw(
            survey=one, because=form.cleaned_data["because"], by=request.user, now=request.now
        ),
        title=_("Withdraw it, with the reason"), button=_("Withdraw"), one=one,
    )  # fmt: skip


@BOTH
def correct(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.prepares_for(one.unit, request.user).require()
    form = desk_forms.BecauseForm(request.POST or None)

    def done() -> Survey:
        because = form.cleaned_data["because"]
        publishing.correct(survey=one, because=because, by=request.user, now=request.now)
        return one

    return formed(
        request, form, done, title=_("Publish a corrected version"), button=_("Publish"), one=one,
        hint=_("The earlier version stays to be read beside it."),
    )  # fmt: skip


def _open(request: StaffRequest, one: Survey) -> None:
    running.open_up(survey=one, by=request.user, now=request.now)


def _close(request: StaffRequest, one: Survey) -> None:
    running.close(survey=one, by=request.user, now=request.now)


def _publish(request: StaffRequest, one: Survey) -> None:
    publishing.publish(survey=one, by=request.user, now=request.now)


ACTS = {"open": _open, "close": _close, "publish": _publish}


@never_cache
@require_POST
def do(request: StaffRequest, number: int, act: str) -> HttpResponse:
    one = inside(request, number)
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](request, one)
    except NotAllowed as refusal:
        context = desk.page(request, one) | {"refusal": str(refusal)}
        return render(request, "surveys/desk_survey.html", context, status=403)
    return redirect("results_survey", one.pk)
