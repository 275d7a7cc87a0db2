"""What a member of staff was told; and for the administrator, what could not be sent."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.notices import actions, figures, rules
from sanwen.notices.models import Notice, Topic
from sanwen.people.requests import StaffRequest

SHOWN = 50
# Which page a number of this kind has.
PAGES = {
    "M": "matter",
    "R": "visit_desk",
    "C": "counter",
    "D": "mediation",
    "F": "review",
    "S": "inspection",
    "U": "proposal",
    "K": "talk_desk",
    "N": "results_promise",
    "H": "results_reach_check",
}


@dataclass(frozen=True, slots=True)
class Line:
    notice: Notice
    link: str


@require_safe
@never_cache
def notices(request: StaffRequest) -> HttpResponse:
    mine = Notice.objects.visible_to(request.user).newest()
    page = list(mine.older_than(request.GET.get("before", ""))[: SHOWN + 1])
    lines = [Line(notice, _link(notice)) for notice in page[:SHOWN]]
    more = page[SHOWN - 1].place if len(page) > SHOWN else ""
    return render(request, "notices/notices.html", {"lines": lines, "more": more})


def _link(notice: Notice) -> str:
    """The desk stands above this app: where it has no page, there is no link."""
    try:
        if notice.topic == Topic.LATE_WEEK:
            return reverse("oversight")
        if notice.topic == Topic.CLIMBED and notice.subject.isdecimal():
            return reverse("oversight_climbed")
        kind, _dash, number = notice.subject.partition("-")
        if notice.topic == Topic.LATE_PROMISE:
            # "C-12" is a consultation here, not a visit to a counter.
            return reverse("decision_desk", args=[int(number)])
        return reverse(PAGES[kind], args=[int(number)])
    except (NoReverseMatch, KeyError, ValueError):
        return ""


@require_POST
def mark_read(request: StaffRequest) -> HttpResponse:
    actions.mark_read(by=request.user, now=request.now)
    return HttpResponseRedirect(reverse("notices"))


@require_safe
@never_cache
def outbox(request: StaffRequest) -> HttpResponse:
    rules.may_look_after_the_outbox(request.user).require()
    return render(request, "notices/outbox.html", {"outbox": figures.outbox(request.now)})


@require_POST
def try_again(request: StaffRequest) -> HttpResponse:
    count = actions.try_again(by=request.user, now=request.now)
    words = ngettext(
        "%(count)d message leaves once more.", "%(count)d messages leave once more.", count
    )
    messages.success(request, (words if count else _("Nothing waits.")) % {"count": count})
    return HttpResponseRedirect(reverse("outbox"))
