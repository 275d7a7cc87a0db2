"""The clerk confirms what kind of need a matter is, and says why it is put first or no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sanwen.deliver.matters import need_rules, rules
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Matter, Need
from sanwen.people.models import User


@dataclass(frozen=True, slots=True)
class Named:
    """Empty and None say that it is neither the one nor the other. `why` is for the urgency."""

    kinds: Sequence[str] = ()
    reach: str = ""
    is_basic: bool | None = None
    horizon: str = ""
    urgent: bool = False
    why: str = ""


@transaction.atomic
def name_needs(
    *,
    matter: Matter,
    named: Named,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_name_needs(matter, by).require()
    need_rules.says_why_it_is_urgent_or_not(matter, named.urgent, named.why).require()
    known: dict[str, Any] = {
        "kinds": list(named.kinds),
        "reach": named.reach,
        "is_basic": named.is_basic,
        "horizon": named.horizon,
    }
    Need.objects.update_or_create(
        matter=matter, defaults=known | {"confirmed_at": now, "confirmed_by": by.actor_ref}
    )
    beats.tell(matter, "name_needs", by=by, now=now, inside=True, **known)
    if named.urgent != matter.urgent:
        verb = "put_first" if named.urgent else "put_back"
        beats.tell(matter, verb, by=by, now=now, inside=True, words=named.why)
    beats.write(matter, urgent=named.urgent)
    return matter
