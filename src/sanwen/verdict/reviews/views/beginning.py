"""A request written down at the desk, and the table of who reviews whose answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import Voice
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.actions import asking, naming
from sanwen.verdict.reviews.forms import BodyForm, TakeDownForm
from sanwen.verdict.reviews.models import How, Review, ReviewBody
from sanwen.verdict.reviews.views.acting import voices_of
from sanwen.verdict.reviews.views.frame import BOTH


@BOTH
def take_down(request: StaffRequest, number: int) -> HttpResponse:
    """Faithfully, in their words (Art. 19); what is late is taken down as well."""
    visible = Matter.objects.visible_to(request.user).select_related("received_by")
    matter = get_object_or_404(visible, pk=number)
    rules.may_take_down(matter, request.user).require()
    form = TakeDownForm(
        request.POST or None,
        voices=voices_of(matter.pk),
        initial={"asked_on": local_day(request.now), "how": How.PERSON},
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _taken(form, request)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            status = 403
        else:
            messages.success(request, _("Written down: %(ref)s.") % {"ref": made.ref})
            return redirect("review", made.pk)
    context = {"matter": matter, "form": form}
    return render(request, "reviews/take_down.html", context, status=status)


def _taken(form: TakeDownForm, request: StaffRequest) -> Review:
    told = form.cleaned_data
    return asking.take_down(
        voice=Voice.objects.select_related("contact").get(pk=told["voice"]),
        words=told["words"],
        how=How(told["how"]),
        asked_at=form.asked_at(),
        by=request.user,
        now=request.now,
    ).review


@never_cache
@BOTH
def bodies(request: StaffRequest) -> HttpResponse:
    """Who reviews whose answers, where the tree of units does not say it."""
    rules.may_name_bodies(request.user).require()
    units = list(Unit.objects.active().in_reach_of(request.user.scopes(Role.ADMINISTRATOR)))
    form = BodyForm(request.POST or None, units=units)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            naming.name_body(
                unit=form.units[told["unit"]],
                body=form.units.get(told["body"] or 0),
                outside=told["outside"],
                by=request.user,
                now=request.now,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            status = 403
        else:
            messages.success(request, _("Kept."))
            return redirect("review_bodies")
    known = ReviewBody.objects.select_related("unit", "body").order_by("unit__code")
    return render(request, "reviews/bodies.html", {"rows": known, "form": form}, status=status)
