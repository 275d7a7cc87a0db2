"""Explanation and help after the procedure is finished (Art. 37)."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.deliver.matters import review_rules
from sanwen.deliver.matters.actions import reviewing
from sanwen.deliver.matters.forms import ActForm
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.people.requests import StaffRequest


class HelpForm(ActForm):
    words = forms.CharField(
        label=gettext_lazy("What was explained or done"),
        help_text=gettext_lazy("The resident reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@BOTH
def help_on(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    review_rules.may_help(matter, request.user).require()
    form = HelpForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _("The procedure has come to its end; explanation and help have not (Art. 37).")
    return perform(
        request,
        matter,
        form,
        Page(_("Explain and help"), _("Tell the resident"), hint),
        lambda: reviewing.help_on(
            matter=matter, words=form.cleaned_data["words"], by=request.user, now=request.now
        ),
        done=_("%(ref)s: the resident can read it.") % {"ref": matter.ref},
    )
