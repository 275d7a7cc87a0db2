"""The unit asks the resident something, or asks its head for more time."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.dates import day_words
from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.forms import AskForm, DecideTimeForm, ExtendForm
from sanwen.deliver.matters.shown.timeline import actor_words
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.people.requests import StaffRequest


@BOTH
def ask(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = AskForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _("Everyone whose message this is gets the question and can answer by code.")
    return perform(
        request,
        matter,
        form,
        Page(_("Ask the resident"), _("Ask"), hint),
        lambda: asking.ask(
            matter=matter,
            question=form.cleaned_data["question"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("The resident of %(ref)s was asked.") % {"ref": matter.ref},
    )


@BOTH
def extend(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = ExtendForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _("Now due on %(day)s. The head of your unit decides; a matter is extended once.") % {
        "day": day_words(matter.due_on)
    }
    return perform(
        request,
        matter,
        form,
        Page(_("Ask for more time"), _("Ask the head of the unit"), hint),
        lambda: asking.ask_for_time(
            matter=matter,
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("More time for %(ref)s is asked for.") % {"ref": matter.ref},
    )


@BOTH
def decide_time(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    extension = matter.requests_for_time.filter(decided_at=None).first()
    if extension is None:
        raise Http404
    form = DecideTimeForm(
        request.POST or None, matter=matter, initial={"queue": queue_key(request)}
    )
    hint = ngettext(
        "%(who)s asks for %(days)d day, until %(day)s: “%(reason)s”",
        "%(who)s asks for %(days)d days, until %(day)s: “%(reason)s”",
        extension.days,
    ) % {
        "who": actor_words(extension.asked_by),
        "days": extension.days,
        "day": day_words(extension.new_due_on),
        "reason": extension.reason,
    }
    return perform(
        request,
        matter,
        form,
        Page(_("More time?"), _("Decide"), hint),
        lambda: asking.decide_on_time(
            extension=extension,
            approved=form.cleaned_data["approved"] == "yes",
            by=request.user,
        ),
        done=_("Decided for %(ref)s.") % {"ref": matter.ref},
    )
