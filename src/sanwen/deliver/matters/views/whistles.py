"""吹哨报到: a bureau is called, responds; an arbiter decides; the caller says whether it helped."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.core.ruling import Ruling, refused
from sanwen.deliver.matters import whistle_rules
from sanwen.deliver.matters.actions import whistling
from sanwen.deliver.matters.actions.whistling import Responding
from sanwen.deliver.matters.forms import by_level
from sanwen.deliver.matters.level_forms import (
    DecideCallForm,
    HelpedForm,
    RespondForm,
    WhistleForm,
)
from sanwen.deliver.matters.models import Matter, Whistle
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Level, Unit

Rule = Callable[[Matter, Whistle, User], Ruling]


@BOTH
def whistle(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    units = list(
        Unit.objects.active()
        .filter(level__lt=Level.TOWN, third_party=False)
        .order_by("level", "code")
    )
    form = WhistleForm(
        request.POST or None,
        matter=matter,
        units=units,
        groups=by_level(units),
        initial={"queue": queue_key(request)},
    )
    hint = _("It has two working days to respond, in an emergency two hours. You go on meanwhile.")
    return perform(
        request,
        matter,
        form,
        Page(_("Call a bureau"), _("Call it"), hint),
        lambda: whistling.whistle(
            matter=matter,
            called=form.chosen,
            needs=form.cleaned_data["needs"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("The bureau was called to %(ref)s.") % {"ref": matter.ref},
    )


@BOTH
def respond(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    call = _call(request, matter, whistle_rules.may_respond)
    form = RespondForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    page = _page(_("Respond to the call"), _("Respond"), call)

    def act() -> None:
        fields = form.cleaned_data
        to = Responding(fields["response"], fields["words"], fields["comes_on"])
        whistling.respond(call=_known(call), to=to, by=request.user, version=fields["version"])

    done = _("The caller of %(ref)s has your response.") % {"ref": matter.ref}
    return perform(request, matter, form, page, act, done=done)


@BOTH
def decide(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    call = _call(request, matter, whistle_rules.may_decide_call)
    form = DecideCallForm(
        request.POST or None, matter=matter, initial={"queue": queue_key(request)}
    )
    page = _page(_("Decide on the call"), _("Decide"), call)

    def act() -> None:
        fields = form.cleaned_data
        whistling.decide_call(
            call=_known(call),
            binds=fields["binds"] == "yes",
            words=fields["words"],
            by=request.user,
            version=fields["version"],
        )

    done = _("The call of %(ref)s is decided.") % {"ref": matter.ref}
    return perform(request, matter, form, page, act, done=done)


@BOTH
def helped(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    call = _call(request, matter, whistle_rules.may_say_whether_it_helped)
    form = HelpedForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    page = _page(_("Did it help?"), _("Say so"), call)

    def act() -> None:
        fields = form.cleaned_data
        whistling.say_whether_it_helped(
            call=_known(call),
            help=fields["help"],
            words=fields["words"],
            by=request.user,
            version=fields["version"],
        )

    done = _("The call of %(ref)s is over.") % {"ref": matter.ref}
    return perform(request, matter, form, page, act, done=done)


def _page(title: str, button: str, call: Whistle | None) -> Page:
    page = Page(title, button, template="matters/call.html")
    page.more["call"] = call
    page.more["respond_by"] = day_words(call.respond_by) if call else ""
    page.more["comes_on"] = day_words(call.comes_on) if call and call.comes_on else ""
    return page


def _call(request: StaffRequest, matter: Matter, rule: Rule) -> Whistle | None:
    """The oldest call on which this person may act."""
    calls = Whistle.objects.filter(matter=matter).select_related("caller", "called", "matter")
    mine = (call for call in calls.order_by("pk") if rule(matter, call, request.user))
    return next(mine, None)


def _known(call: Whistle | None) -> Whistle:
    if call is None:
        refused(_("There is no call on which you can act.")).require()
    assert call is not None
    return call
