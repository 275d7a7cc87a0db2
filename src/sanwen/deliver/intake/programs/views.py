"""The administrator's page of keys."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs import actions, rules
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Program"),
        help_text=gettext_lazy("Who uses it and for what, as the list shall show it."),
        max_length=80,
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Registers for"), queryset=Unit.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.active().in_reach_of(by.scopes(Role.ADMINISTRATOR))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: StaffRequest) -> HttpResponse:
    rules.may_manage_keys(request.user).require()
    form = KeyForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        made, text = actions.make_key(by=request.user, **form.cleaned_data)
        # Shown in this one answer and kept nowhere: not in the session, not in a message.
        return render(request, "intake/key_made.html", {"key": made, "text": text})
    context = {"form": form, "keys": _visible(request.user)}
    return render(request, "intake/keys.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def end_key(request: StaffRequest, pk: int) -> HttpResponse:
    rules.may_manage_keys(request.user).require()
    key = get_object_or_404(_visible(request.user), pk=pk)
    try:
        actions.end_key(key=key, by=request.user)
        messages.success(request, _("The key has ended. The program can hand in nothing more."))
    except NotAllowed as no:
        messages.error(request, str(no))
    return redirect("api_keys")


def _visible(by: User) -> QuerySet[ApiKey]:
    return ApiKey.objects.visible_to(by).select_related("unit").order_by("-made_at", "-pk")
