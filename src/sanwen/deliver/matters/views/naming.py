"""What kind of need a matter is: suggested from the words, confirmed by the clerk."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sanwen.deliver.matters.actions import naming
from sanwen.deliver.matters.actions.naming import Named
from sanwen.deliver.matters.need_form import NeedForm
from sanwen.deliver.matters.shown.needing import needing
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.people.requests import StaffRequest

BASIC = {"yes": True, "no": False, "": None}


@BOTH
def needs(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    known = needing(matter)
    words = {True: "yes", False: "no", None: ""}
    initial: dict[str, Any] = {
        "queue": queue_key(request),
        "kinds": known.kinds,
        "reach": known.reach,
        "is_basic": words[known.is_basic],
        "horizon": known.horizon,
        "urgent": matter.urgent,
    }
    form = NeedForm(request.POST or None, matter=matter, initial=initial)
    hint = "" if known.is_confirmed else _("Filled in from the words; correct what is wrong.")
    return perform(
        request,
        matter,
        form,
        Page(_("Kind of need"), _("Confirm"), hint),
        lambda: naming.name_needs(
            matter=matter, named=_named(form), by=request.user, version=form.cleaned_data["version"]
        ),
        done=_("Confirmed for %(ref)s.") % {"ref": matter.ref},
    )


def _named(form: NeedForm) -> Named:
    fields = form.cleaned_data
    return Named(
        kinds=fields["kinds"],
        reach=fields["reach"],
        is_basic=BASIC[fields["is_basic"]],
        horizon=fields["horizon"],
        urgent=fields["urgent"],
        why=fields["why"],
    )
