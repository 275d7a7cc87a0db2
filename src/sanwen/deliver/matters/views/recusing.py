"""Keeping away from a matter by oneself; a supervisor sees who does, and may lift it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import recusal_rules
from sanwen.deliver.matters.actions import recusing
from sanwen.deliver.matters.forms import ActForm, TakeForm
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, queue_key, show
from sanwen.people.requests import StaffRequest


class LiftForm(ActForm):
    because = forms.CharField(label=gettext_lazy("Why there is no interest"), max_length=300)


@never_cache
@BOTH
def keep_away(request: StaffRequest, number: int) -> HttpResponse:
    """Afterwards the matter is not there for this person, so they go on with their queue."""
    matter = found(request, number)
    form = TakeForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _(
        "You no longer see this matter and somebody else goes on with it. The resident is told "
        "that somebody keeps away, not who. Only a supervisor can undo it."
    )
    page = Page(_("I must keep away"), _("I keep away"), hint)
    if request.method != "POST" or not form.is_valid():
        return show(request, matter, form, page)
    try:
        recusing.keep_away(matter=matter, by=request.user, version=form.cleaned_data["version"])
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        form.seen_again(matter.version)
        return show(request, matter, form, page, status=409)
    messages.success(request, _("You keep away from %(ref)s.") % {"ref": matter.ref})
    queue = queue_key(request)
    return redirect(f"{reverse('desk')}?{urlencode({'queue': queue})}" if queue else "desk")


@never_cache
@BOTH
def recusals(request: StaffRequest, number: int) -> HttpResponse:
    """Who keeps away from this one matter, and lifting it with a reason."""
    matter = found(request, number)
    recusal_rules.may_list(matter, request.user).require()
    form = LiftForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    rows = list(matter.recusals.select_related("user", "unit").order_by("pk"))
    page = Page(_("Who keeps away"), _("Lift it"), template="matters/recusals.html")
    page.more["recusals"] = [
        (one, bool(recusal_rules.may_lift(one, matter, request.user))) for one in rows
    ]
    if request.method != "POST":
        return show(request, matter, form, page)
    if not form.is_valid():
        return show(request, matter, form, page, status=422)
    key = request.POST.get("recusal", "")
    one = get_object_or_404(matter.recusals, pk=int(key) if key.isdecimal() else 0)
    try:
        recusing.lift(recusal=one, because=form.cleaned_data["because"], by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return show(request, matter, form, page, status=403)
    messages.success(request, _("Lifted; the reason is on the trail."))
    return redirect("matter_recusals", matter.pk)
