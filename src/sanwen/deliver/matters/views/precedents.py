"""Matters of like facts and what was decided in them; the machine proposes no outcome."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.deliver.matters.forms import TakeForm
from sanwen.deliver.matters.shown.precedents import precedents
from sanwen.deliver.matters.views.frame import Page, found, queue_key, show
from sanwen.people.requests import StaffRequest


@never_cache
@require_safe
def like(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    hint = _(
        "Same subject, same severity, like words, nearest place first. What was decided there "
        "binds nobody; who decides otherwise says why."
    )
    page = Page(_("Like matters decided before"), "", hint, template="matters/precedents.html")
    page.more["like"] = precedents(matter, request.user)
    form = TakeForm(matter=matter, initial={"queue": queue_key(request)})
    return show(request, matter, form, page)
