"""Each act of those who write a decision: its name, its form, what it does, what is said after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanwen.counsel.consultations.models import Statement
from sanwen.counsel.decisions import covering
from sanwen.counsel.decisions import forms as shapes
from sanwen.counsel.decisions.actions import publishing, witnessing, writing
from sanwen.counsel.decisions.models import Decision, Point, Promise, Version
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNITS = 500
WRITTEN = _("Written down.")


@dataclass(frozen=True, slots=True)
class Act:
    name: "str | _StrPromise"
    form: Callable[[StaffRequest, Decision, Any], forms.Form]
    do: Callable[[StaffRequest, Decision, Any, Any], object]
    hint: "str | _StrPromise" = ""
    done: "str | _StrPromise" = WRITTEN


def _posted(request: StaffRequest) -> QueryDict | None:
    """Also a form without a field is sent, and then it is not empty but done."""
    return request.POST if request.method == "POST" else None


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _nothing(request: StaffRequest, one: Decision, held: object) -> forms.Form:
    return shapes.NothingForm(_posted(request))


def _words(request: StaffRequest, one: Decision, held: object) -> forms.Form:
    names = ("gist", "text", "ground", "decided_by", "decided_on", "because")
    working = one.working
    initial = {name: getattr(working, name) for name in names} if working else {}
    form = shapes.WordingForm(_posted(request), initial=initial)
    if working is None or working.number == 1:
        del form.fields["because"]
    return form


def _point(request: StaffRequest, one: Decision, held: Point | None) -> forms.Form:
    """Opinions without an answer, and those that this point answers already."""
    version = one.working or Version()
    mine = list(held.statements.all()) if held else []
    left = list(covering.uncovered(version)) if version.pk else []
    said = list(covering.opinions(version)) if version.pk else []
    return shapes.PointForm(
        _posted(request),
        statements=sorted([*mine, *left], key=lambda each: each.number),
        opinions=said,
        initial=_held(held) if held else _asked_for(request, left),
    )


def _held(held: Point) -> dict[str, object]:
    fields = ("title", "adopted", "reason", "instead", "group")
    return {name: getattr(held, name) for name in fields} | {
        "statements": list(held.statements.values_list("pk", flat=True)),
        "opinions": list(held.opinions.values_list("pk", flat=True)),
    }


def _asked_for(request: StaffRequest, left: list[Statement]) -> dict[str, object]:
    """`?with=3,7` ticks what a suggestion put together; a person looks at it and may untick."""
    numbers = set(request.GET.get("with", "").split(","))
    ticked = [each for each in left if str(each.number) in numbers]
    return {"statements": [each.pk for each in ticked], "title": ticked[0].text if ticked else ""}


def _promise(request: StaffRequest, one: Decision, held: Promise | None) -> forms.Form:
    units = list(Unit.objects.active().order_by("level", "path")[:UNITS])
    names = ("words", "unit_id", "due_on", "residents_part")
    initial = {name.removesuffix("_id"): getattr(held, name) for name in names} if held else {}
    return shapes.PromiseForm(_posted(request), units=units, initial=initial)


ACTS: dict[str, Act] = {
    "words": Act(
        _("Write the words"),
        _words,
        lambda request, one, form, held: writing.write(
            decision=one, wording=form.wording(), **_by(request)
        ),
    ),
    "point": Act(
        _("Answer opinions"),
        _point,
        lambda request, one, form, held: writing.answer(
            decision=one, draft=form.draft(), point=held, **_by(request)
        ),
        _("Put together what says the same. Each opinion gets its reason, also where it is no."),
    ),
    "promise": Act(
        _("Add what happens next"),
        _promise,
        lambda request, one, form, held: writing.promise(
            decision=one, draft=form.draft(), changed=held, **_by(request)
        ),
    ),
    "show": Act(
        _("Show the draft"),
        _nothing,
        lambda request, one, form, held: publishing.show(decision=one, **_by(request)),
        _("Everybody can read it, with what it takes from which opinions. It stays as it is."),
        _("The draft is shown. Those who wished to hear of it are told."),
    ),
    "decide": Act(
        _("Publish the decision"),
        _nothing,
        lambda request, one, form, held: publishing.decide(decision=one, **_by(request)),
        _("It stays as it is. What changes later is a new version with its reason."),
        _("The decision is published. Those who wished to hear of it are told."),
    ),
    "revise": Act(
        _("Go on writing"),
        _nothing,
        lambda request, one, form, held: publishing.revise(decision=one, **_by(request)),
        _("The draft that was shown stays readable; you write on a copy of it."),
        _("You write on a copy. The draft stays as it was shown."),
    ),
    "amend": Act(
        _("Amend the decision"),
        _nothing,
        lambda request, one, form, held: publishing.amend(decision=one, **_by(request)),
        _("The decision stands until the amendment is published, and stays readable after that."),
        _("You write on a copy. The decision stands until you publish it."),
    ),
    "leave": Act(
        _("Leave the amendment"),
        _nothing,
        lambda request, one, form, held: publishing.leave(decision=one, **_by(request)),
        _("What you wrote for it is removed; the decision stands as it is."),
        _("The amendment is not made."),
    ),
    "evidence": Act(
        _("Add where people were asked"),
        lambda request, one, held: shapes.EvidenceForm(_posted(request)),
        lambda request, one, form, held: witnessing.add_evidence(
            decision=one, draft=form.draft(), **_by(request)
        ),
        _("What the program knows by itself stands there already."),
    ),
}
