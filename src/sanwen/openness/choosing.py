"""What the lists of public matters can be narrowed to: subjects, places, units."""

from django.db.models import Q

from sanwen.core.names import name_of
from sanwen.listen.triage.models import Category
from sanwen.openness.models import PublicMatter
from sanwen.openness.searching import COUNTY_CODE, TOWN_CODE
from sanwen.places.models import Area, Unit

MOST = 120
Choice = tuple[int, str]


def subjects() -> list[Choice]:
    found = Category.objects.filter(parent=None, is_active=True).order_by("code")
    return [(one.pk, name_of(one)) for one in found[:MOST]]


def towns() -> list[Choice]:
    """Of the newest table of areas; older years keep their rows for older matters."""
    newest = Area.objects.order_by("-year").values_list("year", flat=True).first()
    found = Area.objects.filter(year=newest or 0, code__regex=rf"^\d{{{TOWN_CODE}}}$").order_by(
        "code"
    )
    return [(one.pk, name_of(one)) for one in found[:MOST]]


def places(chosen: int | None) -> list[Choice]:
    """The villages of the town that was chosen, or of the village's own town."""
    one = Area.objects.filter(pk=chosen).first() if chosen else None
    if one is None or len(one.code) <= COUNTY_CODE:
        return []
    town = one.pk if len(one.code) == TOWN_CODE else one.parent_id
    found = Area.objects.filter(parent=town).order_by("code")
    return [(each.pk, name_of(each)) for each in found[:MOST]]


def units(chosen: int | None) -> list[Choice]:
    """Bureaus and towns; a village's page is found by the link that stands on its matters."""
    wanted = Q(is_active=True, level__lte=3) | Q(pk=chosen)
    found = Unit.objects.filter(wanted).order_by("level", "code")[:MOST]
    return [(one.pk, name_of(one)) for one in found]


def newest(size: int) -> list[PublicMatter]:
    return list(PublicMatter.objects.shown().newest_first()[:size])
