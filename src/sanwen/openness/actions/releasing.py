"""Giving out a month of a dataset, once; a correction stands beside it with its reason."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.months import month_after
from sanwen.core.ruling import ALLOWED, NotAllowed, Ruling, refused
from sanwen.integrity.audit.actions import record
from sanwen.openness import hiding, writing
from sanwen.openness.datasets import DATASETS, Dataset, Drawn, Value
from sanwen.openness.licence import LICENCE
from sanwen.openness.models import Release, ReleaseFile
from sanwen.openness.months import ripe


@dataclass(frozen=True, slots=True)
class _Made:
    rows: list[list[Value]]
    basis: dict[str, Any]


@transaction.atomic
def release(
    *, dataset: str, period: date, by: Actor, because: str = "", now: datetime | None = None
) -> Release:
    """`because` makes it a correction of what came out before."""
    now = clock(now)
    one = DATASETS[dataset]
    before = _lock(dataset, period)
    may_release(one, period, before, because, today=local_day(now)).require()
    made = _made(one, period, one.draw(period, month_after(period)), before)
    return _keep(one, period, made, before, by=by, because=because, now=now)


def release_due(*, by: Actor, now: datetime | None = None, months: int = 2) -> list[Release]:
    """What is due and did not come out yet, of the last months; one that fails keeps none back."""
    now = clock(now)
    made: list[Release] = []
    for one in DATASETS.values():
        for period in ripe(local_day(now), after=one.after, months=months):
            if not Release.objects.filter(dataset=one.name, period=period).exists():
                made.append(release(dataset=one.name, period=period, by=by, now=now))
    return made


def may_release(
    one: Dataset, period: date, before: Release | None, because: str, *, today: date
) -> Ruling:
    if period not in ripe(today, after=one.after, months=1200):
        return refused(_("This month is not over long enough: what is counted still arrives."))
    if before is not None and not because:
        return refused(_("This month was given out already. A correction needs its reason."))
    if before is None and because:
        return refused(_("There is nothing yet to be corrected."))
    return ALLOWED


def _lock(dataset: str, period: date) -> Release | None:
    found = Release.objects.select_for_update().filter(dataset=dataset, period=period)
    return found.order_by("-version").first()


def _made(one: Dataset, period: date, drawn: Drawn, before: Release | None) -> _Made:
    if not drawn.tables:
        return _Made([list(row) for row in drawn.rows], {})
    earlier = before.basis if before else {}
    found = {}
    for name, counted in drawn.tables.items():
        table = hiding.protected(counted, earlier.get(name))
        if name in earlier and not hiding.may_follow(counted, table, earlier[name]):
            raise NotAllowed(
                _("The correction is so small that it would tell who it is about. It is kept back.")
            )
        found[name] = (counted, table)
    basis = {name: hiding.kept(*pair) for name, pair in found.items()}
    return _Made(hiding.rows_of(f"{period:%Y-%m}", found), basis)


def _keep(
    one: Dataset,
    period: date,
    made: _Made,
    before: Release | None,
    *,
    by: Actor,
    because: str,
    now: datetime,
) -> Release:
    kept = Release.objects.create(
        dataset=one.name,
        period=period,
        version=before.version + 1 if before else 1,
        made_at=now,
        made_by=by.actor_ref,
        because=because,
        rows=len(made.rows),
        basis=made.basis,
    )
    files = list(_files(one, kept, made.rows))
    ReleaseFile.objects.bulk_create(files)
    hashes = {file.name.rpartition(".")[2]: file.sha256 for file in files}
    record("release.made", on=kept.trail_ref, by=by, at=now, rows=kept.rows, **hashes)
    return kept


def _files(one: Dataset, kept: Release, rows: list[list[Value]]) -> Iterable[ReleaseFile]:
    csv = f"{kept.slug}.csv"
    with override("zh-hans"):
        title = f"{one.name.label} {kept.period:%Y-%m}"
    contents = {
        csv: writing.as_csv(one.columns, rows),
        f"{kept.slug}.parquet": writing.as_parquet(one.columns, rows),
        f"{csv}-metadata.json": writing.as_csvw(
            one, file=csv, title=title, day=local_day(kept.made_at), licence=LICENCE
        ),
    }
    for name, data in contents.items():
        digest = hashlib.sha256(data).hexdigest()
        yield ReleaseFile(release=kept, name=name, data=data, size=len(data), sha256=digest)
