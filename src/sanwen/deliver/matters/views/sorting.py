"""The desk decides by which procedure a matter goes on."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.deliver.matters.actions import sorting
from sanwen.deliver.matters.forms import ActForm, words
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.shown.procedures import choices_for, hint
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.listen.voices.models import Voice
from sanwen.people.requests import StaffRequest


class SortForm(ActForm):
    procedure = forms.ChoiceField(label=gettext_lazy("How it is handled"), widget=forms.RadioSelect)
    because = words(
        gettext_lazy("Why it is handled like this"),
        help_text=gettext_lazy("The resident reads this, with the date."),
        rows=3,
    )

    def __init__(self, *args: object, codes: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["procedure"].choices = codes  # type: ignore[attr-defined]


@BOTH
def sort(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    offered = choices_for(matter, request.now)
    pointed = hint(matter, _words_of(matter))
    chosen = request.GET.get("procedure") or (pointed.code if pointed else matter.procedure)
    form = SortForm(
        request.POST or None,
        matter=matter,
        codes=[(one.code, one.name) for one in offered],
        initial={"queue": queue_key(request), "procedure": chosen},
    )
    picked = str(form["procedure"].value() or "")
    more = {"offered": offered, "picked": picked, "hint": pointed, "now": matter.procedure}
    return perform(
        request,
        matter,
        form,
        Page(
            _("How it is handled"),
            _("Decide it and tell the resident"),
            _("The first promise stays on record, and no date comes before it."),
            template="matters/sort.html",
            more=more,
        ),
        lambda: sorting.sort(
            matter=matter,
            to=form.cleaned_data["procedure"],
            because=form.cleaned_data["because"],
            by=request.user,
            version=int(form.cleaned_data["version"]),
        ),
        done=_("%(ref)s: the resident is told how it is handled now.") % {"ref": matter.ref},
    )


def _words_of(matter: Matter) -> str:
    first = Voice.objects.filter(joining__matter=matter).order_by("joining__pk").first()
    return first.text if first else matter.title
