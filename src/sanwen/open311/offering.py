"""Services are the subjects of matters; their attributes are what our own form asks besides."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanwen.core.names import name_of
from sanwen.integrity.vault.models import Openness, Way
from sanwen.listen.triage.models import Category
from sanwen.open311.faults import Fault
from sanwen.open311.formats import Value

_MOST_KEYWORDS = 8
# Attributes of every service: how to be reached, and who may know who it was.
WISHES, OPENNESS = "wishes", "openness"
_WISHES = (Way.CODE_ONLY, Way.PHONE, Way.SMS, Way.EMAIL)


def services() -> list[dict[str, Value]]:
    offered = Category.objects.filter(is_active=True, parent__isnull=False)
    return [_service(one) for one in offered.select_related("parent__parent").order_by("code")]


def definition(code: str) -> dict[str, Value]:
    return {"service_code": offered(code).code, "attributes": _attributes()}


def offered(code: str) -> Category:
    """404 for what is no service, as the specification wants it."""
    found = Category.objects.filter(is_active=True, parent__isnull=False, code=code).first()
    if found is None:
        raise Fault(404, _("There is no service with the code %(code)s.") % {"code": code[:40]})
    return found


def below(codes: Iterable[str]) -> list[int]:
    """The subjects of these codes with those under them; an unknown code is a fault."""
    wanted = [offered(code) for code in codes]
    inside = Category.objects.filter(parent__in=wanted).values_list("pk", flat=True)
    return [*(one.pk for one in wanted), *inside]


def _service(one: Category) -> dict[str, Value]:
    parent = one.parent
    above = [each for each in (parent.parent if parent else None, parent) if each]
    return {
        "service_code": one.code,
        "service_name": name_of(one),
        "description": " › ".join([*map(name_of, above), name_of(one)]),
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(one.words[:_MOST_KEYWORDS]),
        "group": name_of(above[0]) if above else "",
    }


def _attributes() -> list[Value]:
    return [
        _choice(1, WISHES, _("How do you want to hear from us?"), _ways()),
        _choice(2, OPENNESS, _("Who may know who you are?"), _levels()),
    ]


def _ways() -> list[tuple[str, str]]:
    return [(way.value, str(way.label)) for way in _WISHES]


def _levels() -> list[tuple[str, str]]:
    return [(level.value, str(level.label)) for level in Openness]


def _choice(order: int, code: str, asked: str, values: list[tuple[str, str]]) -> dict[str, Value]:
    return {
        "variable": True,
        "code": code,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": "",
        "order": order,
        "description": asked,
        "values": [{"key": key, "name": name} for key, name in values],
    }
