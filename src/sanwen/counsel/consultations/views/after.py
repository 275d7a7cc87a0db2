"""What follows the decision, noted by the desk: carried out, then judged."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from sanwen.counsel.consultations import desk_forms as shapes
from sanwen.counsel.consultations.actions import publishing
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.consultations.views import desk
from sanwen.people.requests import StaffRequest

NOTED = {"carried-out": Kind.CARRIED_OUT, "judged": Kind.JUDGED}


@require_POST
def note(request: StaffRequest, number: int, what: str) -> HttpResponse:
    one = desk.found(request, number)
    if what not in NOTED:
        raise Http404
    form = shapes.AfterForm(request.POST, kind=NOTED[what])
    if not form.is_valid():
        return desk.page(request, one, after_form=form, status=422)
    return desk.done(
        request,
        one,
        lambda: publishing.begin(
            consultation=one, kind=form.kind, by=request.user, now=request.now, **form.cleaned_data
        ),
    )
