"""Asking another body to look at the answer again: by code, in one's own words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import reviewing
from sanwen.deliver.matters.periods import period
from sanwen.verdict.reviews.actions import asking, publishing
from sanwen.verdict.reviews.forms import AskForm
from sanwen.verdict.reviews.models import Request
from sanwen.web.mine import Mine
from sanwen.web.my import by_code
from sanwen.web.timeline import day_in_words


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_code
def ask(request: MomentRequest, found: Mine) -> HttpResponse:
    """Says who decides and how long it takes before anything is written."""
    form = AskForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                words = form.cleaned_data["words"]
                asking.ask(voice=found.voice, words=words, now=request.now)
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 403
            else:
                messages.success(request, _("Your request is there. Here is what happens next."))
                return redirect("my_matter")
    context = {"mine": found, "form": form, **_place(found)}
    return render(request, "web/my_review.html", context, status=status)


def _place(found: Mine) -> dict[str, object]:
    place = asking.place_of(found.voice, found.matter)
    today = local_day(found.now)
    due = place.running.due_on if place.running else None
    return {
        "second": place.second,
        "running": place.running,
        "unit": place.answer.unit.name_in(get_language() or "") if place.answer else "",
        "body": place.above.unit.name_in(get_language() or "") if place.above.unit else "",
        "outside": place.above.outside,
        "until": day_in_words(place.until) if place.until else "",
        "late": place.until is not None and today > place.until,
        "due": day_in_words(due or period(reviewing.DECIDE[place.second], found.now).on),
    }


@login_not_required
@never_cache
@require_POST
@by_code
def take_back(request: MomentRequest, found: Mine) -> HttpResponse:
    asking.drop(voice=found.voice, now=request.now)
    messages.success(request, _("You have taken it back. Within your 30 days you can ask again."))
    return redirect("my_matter")


@login_not_required
@never_cache
@require_POST
@by_code
def agree(request: MomentRequest, found: Mine) -> HttpResponse:
    """Yes or no to a public opinion; a no takes it out at once."""
    mine = Request.objects.filter(
        voice=found.voice, withdrawn_at=None, review__matter=found.matter
    ).select_related("review")
    number = request.POST.get("request", "")
    one = get_object_or_404(mine, pk=int(number) if number.isdecimal() else 0)
    agreed = request.POST.get("agreed") == "yes"
    publishing.consent(request=one, agreed=agreed, voice=found.voice, now=request.now)
    messages.success(request, _("We have noted it."))
    return redirect("my_matter")
