"""Who may make which paper, and when it can still be changed."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters import rules as matters
from sanwen.deliver.matters.models import Matter, Part
from sanwen.deliver.papers.kinds import Field, Kind
from sanwen.deliver.papers.models import Paper
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit, UnitKind

REVIEWERS = (Role.SUPERVISOR, Role.INTAKE, Role.LEADER)


def may_make(kind: Kind, matter: Matter, by: User) -> Ruling:
    """Any of the makers that the kind names; a contractor never."""
    if any(unit.third_party for unit in by.units()):
        return refused(_("A company or other third party makes no official paper."))
    rulings = [MAKERS[maker](matter, by) for maker in kind.by]
    return next((ruling for ruling in rulings if ruling), rulings[0])


def _supervises(matter: Matter, by: User) -> Ruling:
    if by.covers(matter.received_by, Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Only the supervisors of the desk that registered the matter may do this."))


def _reviews(matter: Matter, by: User) -> Ruling:
    """Not those whose answer is looked at again."""
    lead = matter.lead_unit
    in_the_body = _body_of(matter, by) and lead not in by.units()
    if in_the_body:
        return ALLOWED
    if lead and by.covers(lead, Role.HANDLER, Role.UNIT_LEAD):
        return refused(_("Whoever answered does not review the answer."))
    if by.covers(matter.received_by, *REVIEWERS):
        return ALLOWED
    return refused(_("Only the body that reviews may do this."))


def _body_of(matter: Matter, by: User) -> Unit | None:
    """The body that was asked to look again, where this person works in it."""
    units = [unit.pk for unit in by.units(Role.HANDLER, Role.UNIT_LEAD)]
    part = matter.assignments.filter(part=Part.REVIEW, unit__in=units).select_related("unit")
    found = part.order_by("pk").last()
    return found.unit if found else None


def _is_of_the_union(matter: Matter, by: User) -> Ruling:
    unit = _union_of(matter)
    if unit and by.covers(unit, Role.INTAKE, Role.HANDLER, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only the trade union that has this matter may do this."))


def _union_of(matter: Matter) -> Unit | None:
    units = (matter.lead_unit, matter.received_by)
    return next((unit for unit in units if unit and unit.kind == UnitKind.UNION), None)


MAKERS: Mapping[str, Callable[[Matter, User], Ruling]] = {
    "desk": matters.works_at_the_desk,
    "lead": matters.works_for_the_lead,
    "supervisor": _supervises,
    "reviewer": _reviews,
    "union": _is_of_the_union,
}


def issuing_unit(kind: Kind, matter: Matter, by: User) -> Unit:
    """In whose name this person makes the paper: the lead before the desk."""
    if "union" in kind.by:
        return _union_of(matter) or matter.received_by
    body = _body_of(matter, by) if "reviewer" in kind.by else None
    if body is not None:
        return body
    if "lead" in kind.by and matter.lead_unit and matters.works_for_the_lead(matter, by):
        return matter.lead_unit
    if {"desk", "supervisor"} & set(kind.by):
        return matter.received_by
    return next(iter(by.units(*REVIEWERS)), matter.received_by)


def may_change(paper: Paper, by: User) -> Ruling:
    return all_of(may_make(paper.of_kind, paper.matter, by), _is_a_draft(paper))


def may_issue(paper: Paper, by: User, missing: Sequence[Field]) -> Ruling:
    return all_of(may_change(paper, by), _nothing_is_missing(missing))


def may_replace(paper: Paper, by: User, *, replaced: bool) -> Ruling:
    """A mistake in an issued paper is put right by another one that says so."""
    if paper.is_draft:
        return refused(_("A draft can simply be changed."))
    if replaced:
        return refused(_("Another paper already takes its place."))
    return may_make(paper.of_kind, paper.matter, by)


def may_hand_over(paper: Paper, by: User) -> Ruling:
    """The copy with the name is made of what was issued, by those who may make it."""
    if paper.is_draft:
        return refused(_("A draft is handed to nobody. Issue it first."))
    if not paper.of_kind.persons:
        return refused(_("This paper names nobody."))
    return may_make(paper.of_kind, paper.matter, by)


def _is_a_draft(paper: Paper) -> Ruling:
    if paper.is_draft:
        return ALLOWED
    return refused(_("An issued paper is not changed. Make one that replaces it."))


def _nothing_is_missing(missing: Sequence[Field]) -> Ruling:
    if not missing:
        return ALLOWED
    names = _(", ").join(one.label_in(get_language() or "") for one in missing)
    return refused(_("Still to be filled in: %(names)s.") % {"names": names})
