"""From level to level: handed on, a unit brought in, a part given, put to the arbiter."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.deliver.matters import level_rules
from sanwen.deliver.matters.actions import forcing, handing, helping
from sanwen.deliver.matters.forms import by_level
from sanwen.deliver.matters.level_forms import BringInForm, ContributeForm, DisputeForm, HandForm
from sanwen.deliver.matters.models import Assignment, Matter
from sanwen.deliver.matters.views.assigning import BOTH
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

UP, DOWN = gettext_lazy("Up: the level above"), gettext_lazy("Down")


@BOTH
def hand(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    above, below = _above(matter), _below(matter)
    groups: list[Any] = [(UP, [(str(one.pk), one.name) for one in above])] if above else []
    groups += [(f"{DOWN} · {name}", units) for name, units in by_level(below)]
    form = HandForm(
        request.POST or None,
        matter=matter,
        units=[*above, *below],
        groups=groups,
        initial={"queue": queue_key(request)},
    )
    hint = _(
        "Your unit follows it up. It may come back once, if the other unit says why it is not its."
    )
    page = Page(_("Hand to another level"), _("Hand it on"), hint, template="matters/hand.html")

    def act() -> Matter:
        fields, to = form.cleaned_data, form.chosen
        shared = {"matter": matter, "to": to, "because": fields["because"], "by": request.user}
        if to in above:
            return handing.hand_up(version=fields["version"], **shared)
        beyond = fields["beyond_list_because"]
        return handing.hand_down(version=fields["version"], beyond_list_because=beyond, **shared)

    return perform(
        request, matter, form, page, act, done=_("%(ref)s was handed on.") % {"ref": matter.ref}
    )


def _above(matter: Matter) -> list[Unit]:
    parent = matter.lead_unit.parent if matter.lead_unit else None
    return [parent] if parent and parent.is_active and not parent.third_party else []


def _below(matter: Matter) -> list[Unit]:
    if matter.lead_unit is None:
        return []
    units = Unit.objects.active().below(matter.lead_unit).filter(third_party=False)
    return list(units.exclude(pk=matter.lead_unit.pk).order_by("level", "code"))


@BOTH
def bring_in(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    busy = matter.assignments.filter(ended_at=None).values("unit")
    units = list(Unit.objects.active().exclude(pk__in=busy).order_by("level", "code"))
    form = BringInForm(
        request.POST or None,
        matter=matter,
        units=units,
        groups=by_level(units),
        initial={"queue": queue_key(request), "owes": "fix"},
    )
    hint = _("Your unit goes on leading it; the resident is told who helps, and with what.")
    return perform(
        request,
        matter,
        form,
        Page(_("Bring in a unit"), _("Bring it in"), hint),
        lambda: helping.bring_in(
            matter=matter,
            unit=form.chosen,
            owes=form.cleaned_data["owes"],
            because=form.cleaned_data["because"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("The unit helps with %(ref)s now.") % {"ref": matter.ref},
    )


@BOTH
def contribute(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    part = _part_of(request, matter)
    form = ContributeForm(
        request.POST or None, matter=matter, initial={"queue": queue_key(request)}
    )
    page = Page(
        _("Give what is needed"), _("Give it to the lead unit"), template="matters/give.html"
    )
    page.more["part"] = part

    def act() -> None:
        level_rules.may_contribute(matter, request.user, part).require()
        assert part is not None
        helping.contribute(
            part=part,
            words=form.cleaned_data["words"],
            by=request.user,
            version=form.cleaned_data["version"],
        )

    done = _("The lead unit of %(ref)s has it.") % {"ref": matter.ref}
    return perform(request, matter, form, page, act, done=done)


def _part_of(request: StaffRequest, matter: Matter) -> Assignment | None:
    """The person's own part that still waits; else one they may add to."""
    open_ones = matter.assignments.filter(ended_at=None).select_related("unit", "sender", "matter")
    mine = [
        part
        for part in open_ones.order_by("contributed_at", "pk")
        if level_rules.may_contribute(matter, request.user, part)
    ]
    waiting = [part for part in mine if part.contributed_at is None]
    return next(iter(waiting or mine), None)


@BOTH
def dispute(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = DisputeForm(request.POST or None, matter=matter, initial={"queue": queue_key(request)})
    hint = _("It was handed on and came back. The named arbiter decides, with a date.")
    return perform(
        request,
        matter,
        form,
        Page(_("Put it to the arbiter"), _("Put it to the arbiter"), hint),
        lambda: forcing.put_to_arbiter(
            matter=matter,
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=form.cleaned_data["version"],
        ),
        done=_("%(ref)s is with the arbiter.") % {"ref": matter.ref},
    )
