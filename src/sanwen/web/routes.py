"""Which way by law: one question a page, no account, nothing stored, no script needed."""

from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sanwen.deliver.matters.shown.routes import asked, reached


class DayForm(forms.Form):
    day = forms.DateField(
        label=_("The day it is counted from"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )


@login_not_required
@require_safe
def routes(request: HttpRequest, place: str = "") -> HttpResponse:
    question = asked(place)
    if question is not None:
        return render(request, "web/routes.html", {"question": question, "is_first": not place})
    form = DayForm(request.GET if "day" in request.GET else None)
    end = reached(place, _day(form))
    if end is None:
        raise Http404
    return render(request, "web/routes_end.html", {"end": end, "form": form})


def _day(form: DayForm) -> date | None:
    return form.cleaned_data["day"] if form.is_valid() else None
