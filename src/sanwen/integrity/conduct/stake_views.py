"""The interests that a member of staff declares; supervisors see those of their people."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.conduct import actions, rules, touched
from sanwen.integrity.conduct.models import Stake, StakeKind
from sanwen.integrity.conduct.rules import VILLAGE_DIGITS
from sanwen.integrity.conduct.stake_forms import StakeForm
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Area, Unit

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    who: str
    kind: str
    what: str
    stake: Stake
    may_end: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stakes(request: StaffRequest) -> HttpResponse:
    units = Unit.objects.active().order_by("level", "code")
    form = StakeForm(request.POST or None, units=units, areas=_villages())
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.declare(
            interest=form.interest(),
            until=form.cleaned_data["until"],
            by=request.user,
            now=request.now,
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=403)
    messages.success(request, _("Declared. Matters that touch it no longer come to you."))
    return redirect("stakes")


@require_POST
def end(request: StaffRequest, number: int) -> HttpResponse:
    stake = get_object_or_404(Stake.objects.visible_to(request.user), pk=number)
    actions.end_stake(stake=stake, by=request.user, now=request.now)
    messages.success(request, _("Ended. What you were kept away from stays so."))
    return redirect("stakes")


def _villages() -> list[Area]:
    """The newest year's; older tables name the same places again."""
    newest = Area.objects.order_by("-year").values("year")[:1]
    found = Area.objects.filter(year__in=newest, code__regex=rf"^\d{{{VILLAGE_DIGITS}}}$")
    return list(found.only("pk", "name", "code", "path").order_by("code"))


def _page(request: StaffRequest, form: StakeForm, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate(request.now)
    seen = Stake.objects.visible_to(request.user).standing(today)
    rows = [_line(stake, request, today) for stake in seen.select_related("user", "unit", "area")]
    mine = [row for row in rows if row.stake.user_id == request.user.pk]
    others = [row for row in rows if row.stake.user_id != request.user.pk]
    context = {"form": form, "mine": mine, "others": others[:SHOWN]}
    return render(request, "conduct/stakes.html", context, status=status)


def _line(stake: Stake, request: StaffRequest, today: date) -> Line:
    return Line(
        number=stake.pk,
        who=stake.user.display_name,
        kind=str(StakeKind(stake.kind).label),
        what=_what(stake),
        stake=stake,
        may_end=bool(rules.may_end(stake, request.user, today=today)),
    )


def _what(stake: Stake) -> str:
    if stake.unit:
        return stake.unit.name_in(get_language() or "")
    return stake.area.name if stake.area else touched.opened(stake)
