"""How rates are counted: every version, a new one, and why a figure by another name is refused."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import metrics, profiles, rules
from sanwen.verdict.scorecards.actions import publishing
from sanwen.verdict.scorecards.definitions import definitions
from sanwen.verdict.scorecards.forms import MetricForm, ProfileForm, judged_codes


@require_safe
@never_cache
def profile(request: StaffRequest) -> HttpResponse:
    """With `?name=`, whether a figure of that name may be added, and why not."""
    rules.may_read(request.user).require()
    form = MetricForm(request.GET if "name" in request.GET else None)
    ruling = metrics.may_add(form.cleaned_data["name"]) if form.is_valid() else None
    context = {
        "tab": "rates",
        "known": [(one, _names(one.procedures)) for one in reversed(profiles.known())],
        "definitions": definitions(),
        "form": form,
        "ruling": ruling,
        "may_set": request.user.holds(Role.LEADER),
    }
    return render(request, "scorecards/profile.html", context)


def _names(procedures: tuple[str, ...]) -> list[str]:
    known = dict(judged_codes())
    return [known.get(code, code) for code in procedures]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    rules.may_fill_in(request.user, Role.LEADER).require()
    form = ProfileForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _setting(request, form, 422 if request.method == "POST" else 200)
    given = dict(form.cleaned_data)
    given["procedures"] = tuple(given["procedures"])
    definition = profiles.Definition(**given)
    try:
        publishing.set_profile(definition=definition, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _setting(request, form, 403)
    messages.success(request, _("Published. It counts from its day; the past stays as it is."))
    return redirect("results_profile")


def _setting(request: StaffRequest, form: ProfileForm, status: int) -> HttpResponse:
    context = {"tab": "rates", "form": form}
    return render(request, "scorecards/profile_new.html", context, status=status)
