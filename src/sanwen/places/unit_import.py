"""The tree of responsible units from CSV, checked line by line before anything is stored."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sanwen.places.models import Level, UnitKind
from sanwen.places.tables import Line, Plan, Wrong, WrongLineError, lines, word, yes_or_no

HEADINGS = {
    "代码": "code",
    "名称": "name",
    "英文名": "name_en",
    "类别": "kind",
    "层级": "level",
    "上级": "parent",
    "区划代码": "area",
    "电话": "phone",
    "地址": "address",
    "办公时间": "hours",
    "启用": "is_active",
    "第三方": "third_party",
}
NEEDED = frozenset({"code", "name", "kind", "level"})
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
KINDS = {kind.value: kind.value for kind in UnitKind} | {
    "部门": "bureau",
    "局": "bureau",
    "乡镇": "town",
    "街道": "town",
    "村": "village",
    "社区": "village",
    "大厅": "hall",
    "工会": "union",
    "第三方": "third_party",
}
LEVELS = {str(level.value): str(level.value) for level in Level} | {
    "city": "1",
    "county": "2",
    "town": "3",
    "village": "4",
    "市": "1",
    "县": "2",
    "区": "2",
    "乡镇": "3",
    "村": "4",
}
LONGEST = {"name": 120, "name_en": 120, "phone": 60, "address": 200, "hours": 200}


@dataclass(frozen=True, slots=True)
class UnitRow:
    line: int
    code: str
    name: str
    name_en: str
    kind: str
    level: int
    parent: str
    area: str
    phone: str
    address: str
    hours: str
    is_active: bool
    third_party: bool


def plan(data: bytes, *, known: Collection[str], areas: Collection[str]) -> Plan[UnitRow]:
    """What the file would store, parents first; `known` are unit codes already stored."""
    rows: dict[str, UnitRow] = {}
    wrong: list[Wrong] = []
    for line in lines(data, HEADINGS, NEEDED):
        try:
            row = _row(line, areas)
            if row.code in rows:
                raise WrongLineError(_("This code stands twice in the table."))
            rows[row.code] = row
        except WrongLineError as error:
            wrong.append(Wrong(line.number, error.reason))
    depths = {}
    for row in rows.values():
        try:
            depths[row.code] = _depth(row, rows, known)
        except WrongLineError as error:
            wrong.append(Wrong(row.line, error.reason))
    ordered = sorted((rows[code] for code in depths), key=lambda row: (depths[row.code], row.line))
    return Plan(tuple(ordered), tuple(sorted(wrong, key=lambda each: each.line)))


def _row(line: Line, areas: Collection[str]) -> UnitRow:
    if not CODE.fullmatch(line["code"]):
        raise WrongLineError(_("A unit's code has letters, digits, - or _ and no spaces."))
    if not line["name"]:
        raise WrongLineError(_("The unit has no name."))
    for column, longest in LONGEST.items():
        if len(line[column]) > longest:
            raise WrongLineError(
                _("The column %(column)s holds at most %(longest)d characters.")
                % {"column": column, "longest": longest}
            )
    if line["area"] and line["area"] not in areas:
        raise WrongLineError(_("There is no area with the code %(code)s.") % {"code": line["area"]})
    kind = word(line["kind"], KINDS, _("The kind of the unit is not known."))
    return UnitRow(
        line=line.number,
        code=line["code"],
        name=line["name"],
        name_en=line["name_en"],
        kind=kind,
        level=int(word(line["level"], LEVELS, _("Write the level as 1, 2, 3 or 4."))),
        parent=line["parent"],
        area=line["area"],
        phone=line["phone"],
        address=line["address"],
        hours=line["hours"],
        is_active=yes_or_no(line["is_active"], empty=True),
        third_party=yes_or_no(line["third_party"], empty=kind == UnitKind.THIRD_PARTY),
    )


def _depth(row: UnitRow, rows: Mapping[str, UnitRow], known: Collection[str]) -> int:
    """How far below what is stored already, or the root, the unit will hang."""
    seen = [row.code]
    parent = row.parent
    while parent in rows:
        if parent in seen:
            raise WrongLineError(_("The unit is its own superior: %(code)s.") % {"code": parent})
        seen.append(parent)
        parent = rows[parent].parent
    if parent and parent not in known:
        raise WrongLineError(_("There is no unit with the code %(code)s.") % {"code": parent})
    return len(seen)
