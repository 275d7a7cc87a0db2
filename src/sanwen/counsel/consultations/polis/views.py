"""Taking in a consultation from elsewhere, and handing out the single votes of one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions import exporting, importing
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.polis.forms import TakeInForm
from sanwen.counsel.consultations.polis.reading import conversation
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    rules.may_publish_anything(request.user).require()
    units = Unit.objects.active().in_reach_of(request.user.scopes(*rules.PUBLISH))
    form = TakeInForm(request.POST or None, request.FILES or None, units=list(units))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk_ask", _take_in(form, request).pk)
        except NotAllowed as no:
            form.add_error("sent", str(no))
    status = 422 if form.errors else 200
    return render(request, "consultations/take_in.html", {"form": form}, status=status)


def _take_in(form: TakeInForm, request: StaffRequest) -> Consultation:
    said = form.cleaned_data
    return importing.take_in(
        conversation(said["sent"]),
        unit=form.units[said["unit"]],
        question=said["question"],
        source=said["source"],
        is_read=said["is_read"],
        by=request.user,
        now=request.now,
    )


@never_cache
@require_POST
def hand_out(request: StaffRequest, number: int) -> HttpResponse:
    """Asked for, not linked: each time is on the trail."""
    inside = Consultation.objects.inside_for(request.user).select_related("unit")
    one = get_object_or_404(inside, pk=number)
    packed = exporting.hand_out(consultation=one, by=request.user, now=request.now)
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="sanwen-{one.ref}.zip"'
    return response
