"""The unit a command works for: the one named, else the topmost, else a first one."""

from typing import Any

from django.conf import settings

from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, Unit, UnitKind

BY = Machine("command-line")


def unit(code: str, *, make: bool = True) -> Unit:
    """Without `make` a first one is only imagined: a dry run writes nothing."""
    if code:
        found = Unit.objects.filter(code=code).first()
        if found is None:
            raise Refused(f"There is no unit with the code {code}.")
        return found
    topmost = Unit.objects.filter(parent=None).order_by("level", "id").first()
    first: dict[str, Any] = {
        "code": "top",
        "name": settings.BODY_NAME or "本级",
        "kind": UnitKind.BUREAU,
        "level": Level.COUNTY,
    }
    return topmost or (add_unit(by=BY, **first) if make else Unit(**first))
