"""Which desk registers what comes through the public door."""

from django.conf import settings
from django.utils.translation import gettext as _

from sanwen.core.ruling import NotAllowed
from sanwen.places.models import Unit


def public_desk() -> Unit:
    """The unit named in SANWEN_UNIT, else the root of the unit tree."""
    units = Unit.objects.active()
    if settings.DESK_UNIT:
        units = units.filter(code=settings.DESK_UNIT)
    desk = units.filter(parent=None).order_by("level", "pk").first() or units.first()
    if desk is None:
        raise NotAllowed(
            _("This site has no unit yet that could answer. The administrator has to name one.")
        )
    return desk
