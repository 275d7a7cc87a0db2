"""Duty lists (履职清单) from CSV, checked line by line before anything is stored."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sanwen.places.models import DutyKind
from sanwen.places.tables import Line, Plan, Wrong, WrongLineError, lines, word

HEADINGS = {
    "单位代码": "unit",
    "分类代码": "category_code",
    "事项": "item",
    "类型": "kind",
    "依据": "basis",
}
NEEDED = frozenset({"unit", "category_code", "item", "kind"})
KINDS = {kind.value: kind.value for kind in DutyKind} | {
    "基本": "basic",
    "配合": "assisting",
    "上级收回": "reclaimed",
    "收回": "reclaimed",
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    line: int
    unit: str
    category_code: str
    item: str
    kind: str
    basis: str


def plan(data: bytes, *, units: Collection[str]) -> Plan[DutyRow]:
    """What the file would store. A unit named in it has its whole list replaced."""
    rows: dict[tuple[str, str, str], DutyRow] = {}
    wrong: list[Wrong] = []
    for line in lines(data, HEADINGS, NEEDED):
        try:
            row = _row(line, units)
            key = (row.unit, row.category_code, row.item)
            if key in rows:
                raise WrongLineError(_("This item stands twice in the unit's list."))
            rows[key] = row
        except WrongLineError as error:
            wrong.append(Wrong(line.number, error.reason))
    return Plan(tuple(rows.values()), tuple(wrong))


def _row(line: Line, units: Collection[str]) -> DutyRow:
    if line["unit"] not in units:
        raise WrongLineError(_("There is no unit with the code %(code)s.") % {"code": line["unit"]})
    if not 0 < len(line["category_code"]) <= 60:
        raise WrongLineError(_("The category code has 1 to 60 characters."))
    if not 0 < len(line["item"]) <= 300:
        raise WrongLineError(_("The item has 1 to 300 characters."))
    kind = word(line["kind"], KINDS, _("Write basic, assisting or reclaimed."))
    return DutyRow(
        line.number, line["unit"], line["category_code"], line["item"], kind, line["basis"]
    )
