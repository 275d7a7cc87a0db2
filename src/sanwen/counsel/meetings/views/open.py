"""What everybody sees of a talk meeting, and where somebody who was drawn replies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core import throttle
from sanwen.core.dates import day_words, moment_words
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.core.source import source
from sanwen.counsel.meetings import shown
from sanwen.counsel.meetings.actions import inviting
from sanwen.counsel.meetings.forms import ReplyForm
from sanwen.counsel.meetings.models import Candidate, Meeting
from sanwen.counsel.meetings.rules import keeps_to_the_guide
from sanwen.counsel.meetings.states import State

LISTED = 100


@never_cache
@require_safe
def talks(request: MomentRequest) -> HttpResponse:
    found = Meeting.objects.public().select_related("unit").newest_first()[:LISTED]
    return render(request, "meetings/talks.html", {"rows": [shown.row(each) for each in found]})


@never_cache
@require_safe
def talk(request: MomentRequest, number: int) -> HttpResponse:
    meeting = _meeting(number)
    context = {
        "talk": meeting,
        "unit": meeting.unit.name_in(get_language() or ""),
        "when": moment_words(meeting.begins_at),
        "seed_on": day_words(meeting.seed_on) if meeting.seed_on else "",
        "announced": moment_words(meeting.announced_at) if meeting.announced_at else "",
        "drawn": moment_words(meeting.drawn_at) if meeting.drawn_at else "",
        "reply_by": day_words(meeting.reply_by) if meeting.reply_by else "",
        "guests": meeting.guests.all(),
        "lot": shown.lot_of(meeting),
        "keeps": keeps_to_the_guide(meeting.size, meeting.by_lot),
        "opinions": shown.opinions(meeting, localdate(request.now)),
        "takes_replies": meeting.state == State.INVITED and request.now < meeting.begins_at,
        "was_held": meeting.state in (State.HELD, State.ANSWERED),
    }
    return render(request, "meetings/talk.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: MomentRequest, number: int) -> HttpResponse:
    """A wrong code and one of another meeting are answered alike, and slowed down."""
    meeting = _meeting(number)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        done = _reply(request, meeting, form)
        if done is not None:
            return done
        status = 403
    context = {"talk": meeting, "form": form, "when": moment_words(meeting.begins_at)}
    return render(request, "meetings/reply.html", context, status=status)


def _reply(request: MomentRequest, meeting: Meeting, form: ReplyForm) -> HttpResponse | None:
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        form.add_error(None, _("Too many wrong codes from here. Try again in ten minutes."))
        return None
    hashed = inviting.code_hash(form.cleaned_data["code"])
    found = Candidate.objects.filter(meeting=meeting, code_hash=hashed)
    candidate = found.select_related("meeting__unit").first()
    if candidate is None:
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        form.add_error("code", _("This code belongs to no invitation to this meeting."))
        return None
    comes = form.cleaned_data["comes"] == "yes"
    try:
        inviting.reply(candidate=candidate, comes=comes, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    thanks = _("Thank you. We look forward to you.") if comes else _("Thank you for telling us.")
    messages.success(request, thanks)
    return redirect("talk", meeting.pk)


def _meeting(number: int) -> Meeting:
    public = Meeting.objects.public().select_related("unit", "consultation")
    return get_object_or_404(public, pk=number)
