"""The contacts that are public anyway: what units publish of themselves, kept for a few seconds."""

import time

from sanwen.places.models import Unit

# Units change a few times a year; every text that is masked would otherwise ask for them.
FRESH_SECONDS = 5.0

_kept: dict[str, tuple[frozenset[str], float]] = {}


def contacts() -> frozenset[str]:
    """The telephone numbers of the units at work, as they are published."""
    known = _kept.get("now")
    if known is None or time.monotonic() - known[1] > FRESH_SECONDS:
        phones = Unit.objects.active().exclude(phone="").values_list("phone", flat=True)
        known = _kept["now"] = frozenset(phones.order_by()), time.monotonic()
    return known[0]


def forget() -> None:
    """After units were changed, and between tests."""
    _kept.clear()
