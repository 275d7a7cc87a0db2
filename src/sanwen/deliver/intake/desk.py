"""Which desk registers what comes through the public door."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, When
from django.utils.translation import gettext as _

from sanwen.core.ruling import NotAllowed
from sanwen.places.models import Unit, UnitKind

# The unit tree changes a few times a year; every message would otherwise ask for its root.
FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Kept:
    desk: Unit
    read_at: float


_kept: dict[str, _Kept] = {}


def public_desk() -> Unit:
    """The unit named in SANWEN_UNIT, else the highest service hall, else the root of the tree."""
    kept = _kept.get("desk")
    if kept is None or time.monotonic() - kept.read_at > FRESH_SECONDS:
        kept = _kept["desk"] = _Kept(_read(), time.monotonic())
    return kept.desk


def forget() -> None:
    """After the unit tree was changed, and between tests."""
    _kept.clear()


def _read() -> Unit:
    units = Unit.objects.active()
    if settings.DESK_UNIT:
        units = units.filter(code=settings.DESK_UNIT)
    hall_first = Case(When(kind=UnitKind.HALL, then=0), default=1)
    desk = units.order_by(hall_first, "level", "pk").first()
    if desk is None:
        raise NotAllowed(
            _("This site has no unit yet that could answer. The administrator has to name one.")
        )
    return desk
