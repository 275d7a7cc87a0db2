"""Writing to a resident through the relay, and, for a reason, seeing the contact."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.dates import short_moment
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import contacting
from sanwen.deliver.matters.forms import ActForm, MessageForm, RevealForm
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key, show
from sanwen.integrity.vault.actions import Revealed
from sanwen.integrity.vault.models import Reason, Reveal
from sanwen.listen.voices.models import Voice
from sanwen.people.requests import StaffRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: StaffRequest, number: int, voice: int) -> HttpResponse:
    """GET: the page of one resident. POST: a message or a call-back request."""
    matter = found(request, number)
    one = _voice(matter, voice)
    form = MessageForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    return perform(
        request,
        matter,
        form,
        _page(request, matter, one),
        lambda: contacting.write_to(
            matter=matter,
            voice=one,
            text=form.cleaned_data["text"],
            call_back=form.cleaned_data["call_back"],
            by=request.user,
        ),
        done=_("Your message is with %(who)s.") % {"who": one.contact.shown_as},
    )


@require_POST
def reveal(request: StaffRequest, number: int, voice: int) -> HttpResponse:
    matter = found(request, number)
    one = _voice(matter, voice)
    form = RevealForm(request.POST, matter=matter)
    if not form.is_valid():
        return _again(request, matter, one, form, 422)
    reason = Reason(form.cleaned_data["reason"])
    try:
        contacting.reveal(matter=matter, voice=one, reason=reason, by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _again(request, matter, one, form, 403)
    messages.success(request, _("Shown to you for 30 minutes. The resident will see this."))
    return redirect("matter_message", number, voice)


def _again(
    request: StaffRequest, matter: Matter, voice: Voice, form: ActForm, status: int
) -> HttpResponse:
    blank = MessageForm(matter=matter, initial={"queue": queue_key(request)})
    return show(request, matter, blank, _page(request, matter, voice, asked=form), status=status)


def _voice(matter: Matter, number: int) -> Voice:
    voices = Voice.objects.select_related("contact", "joining")
    return get_object_or_404(voices, pk=number, joining__matter=matter)


def _page(
    request: StaffRequest, matter: Matter, voice: Voice, *, asked: ActForm | None = None
) -> Page:
    shown, until = _opened(request, matter, voice)
    more = {
        "voice": voice,
        "reveal_form": asked or RevealForm(matter=matter),
        "may_see": contacting.may_see(matter, voice, request.user),
        "shown": shown,
        "until": until,
    }
    title = _("Write to %(who)s") % {"who": voice.contact.shown_as}
    return Page(title, _("Send"), template="matters/contact.html", more=more)


def _opened(
    request: StaffRequest, matter: Matter, voice: Voice
) -> tuple[list[tuple[str, str]], str]:
    """What this person may still look at. Each look is recorded by the vault."""
    opened = Reveal.objects.open_at(request.now).filter(
        contact=voice.contact, actor=request.user.actor_ref
    )
    last = opened.first()
    if last is None or request.method != "GET":
        return [], ""
    try:
        seen = contacting.look_again(matter=matter, voice=voice, reveal=last, by=request.user)
    except NotAllowed:
        return [], ""
    return _fields(seen), short_moment(last.expires_at)


def _fields(seen: Revealed) -> list[tuple[str, str]]:
    named = (
        (_("Name"), seen.name),
        (_("Phone"), seen.phone),
        (_("E-mail"), seen.email),
        (_("Address"), seen.address),
        (_("WeChat"), seen.wechat),
    )
    return [(name, value) for name, value in named if value]
