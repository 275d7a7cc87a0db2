"""Groups of matters that a night's comparison holds for the same: proposed, joined, dismissed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanwen.deliver.matters import group_rules
from sanwen.deliver.matters.actions import beats, opening, wording
from sanwen.deliver.matters.models import Group, GroupState, Matter
from sanwen.integrity.audit.actions import record
from sanwen.methods import gathering
from sanwen.people.models import User
from sanwen.places.models import Unit

# The newest open matters of one desk that are compared with each other in one night.
COMPARED = 60_000
# What a person can look through; the largest and most alike come first.
PROPOSED = 200
SHARED = 200


def propose(*, now: datetime | None = None) -> dict[str, int]:
    """Compare all open matters of each desk; what was decided before is not asked again."""
    now = beats.clock(now)
    told = wording.mend()
    desks = Unit.objects.filter(pk__in=Matter.objects.open().values("received_by"))
    made = [_propose(desk, now=now) for desk in desks.order_by("pk")]
    return {"words_mended": told["made"] + told["dropped"], "proposed": sum(made)}


def _propose(desk: Unit, *, now: datetime) -> int:
    matters = {one.pk: one for one in _compared(desk)}
    found = gathering.groups(
        [wording.item(one, vars(one)["words"] or "") for one in matters.values()]
    )
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",)).get(pk=desk.pk)
        return _replace(desk, found[: PROPOSED * 2], matters, now=now)


def _compared(desk: Unit) -> Iterable[Matter]:
    newest = Matter.objects.open().filter(received_by=desk).select_related("area")
    return wording.with_words(newest).order_by("-opened_at", "-pk")[:COMPARED]


def _replace(
    desk: Unit, found: Sequence[gathering.Group], matters: dict[int, Matter], *, now: datetime
) -> int:
    """Undecided groups that were found again stay as they are; the others give way to the new."""
    told = Group.objects.filter(received_by=desk).prefetch_related("matters").order_by("pk")
    known = {group: frozenset(one.pk for one in group.matters.all()) for group in told}
    dismissed = [keys for group, keys in known.items() if group.state == GroupState.DISMISSED]
    fresh = {frozenset(one.keys): one for one in found}
    fresh = {keys: one for keys, one in fresh.items() if not any(keys <= old for old in dismissed)}
    wanted = dict(list(fresh.items())[:PROPOSED])
    undecided = {keys: group for group, keys in known.items() if group.state == GroupState.OPEN}
    gone = [group.pk for keys, group in undecided.items() if keys not in wanted]
    Group.objects.filter(pk__in=gone).delete()
    new = [one for keys, one in wanted.items() if keys not in undecided]
    for one in new:
        _write(desk, one, [matters[key] for key in one.keys], now=now)
    return len(new)


def _write(desk: Unit, found: gathering.Group, matters: Sequence[Matter], *, now: datetime) -> None:
    areas = {one.area_id for one in matters}
    group = Group.objects.create(
        received_by=desk,
        area_id=areas.pop() if len(areas) == 1 else None,
        percent=min(100, round(found.alike * 100)),
        shared=[words[:SHARED] for words in found.shared],
        made_at=now,
    )
    group.matters.set(matters)


@transaction.atomic
def join(
    *,
    group: Group,
    into: Matter,
    matters: Sequence[Matter],
    by: User,
    now: datetime | None = None,
) -> Matter:
    """The chosen matters of a group join one of them; each joining can be undone by itself."""
    now = beats.clock(now)
    group = _lock(group)
    group_rules.may_decide_group(group, by).require()
    group_rules.belong_to_group(group, [into.pk, *(one.pk for one in matters)]).require()
    others = sorted({one.pk: one for one in matters if one.pk != into.pk}.items())
    group_rules.names_another(len(others)).require()
    for _, one in others:
        into = opening.join(matter=one, into=into, by=by, now=now)
    _decide(group, GroupState.JOINED, by=by, now=now)
    joined = ", ".join(one.ref for _, one in others)
    record("group.joined", on=group.trail_ref, by=by, at=now, into=into.ref, matters=joined)
    return into


@transaction.atomic
def dismiss(*, group: Group, by: User, now: datetime | None = None) -> Group:
    """Not the same: the group, and any part of it, is not proposed again."""
    now = beats.clock(now)
    group = _lock(group)
    group_rules.may_decide_group(group, by).require()
    _decide(group, GroupState.DISMISSED, by=by, now=now)
    record("group.dismissed", on=group.trail_ref, by=by, at=now)
    return group


def _lock(group: Group) -> Group:
    locked = Group.objects.select_for_update(of=("self",)).select_related("received_by")
    return locked.get(pk=group.pk)


def _decide(group: Group, state: GroupState, *, by: User, now: datetime) -> None:
    group.state, group.decided_at, group.decided_by = state, now, by.actor_ref
    group.save(update_fields=["state", "decided_at", "decided_by"])
