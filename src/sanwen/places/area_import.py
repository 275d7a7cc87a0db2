"""A year's table of areas from CSV or GeoJSON, checked line by line before anything is stored."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanwen.places.tables import (
    Line,
    Plan,
    UnreadableError,
    Wrong,
    WrongLineError,
    lines,
    text_of,
)

HEADINGS = {
    "代码": "code",
    "名称": "name",
    "英文名": "name_en",
    "别名": "aliases",
    "上级代码": "parent",
}
NEEDED = frozenset({"code", "name"})
# Public codes have 6 digits; 9 and 12 are for tables that a place keeps for itself.
CODE = re.compile(r"\d{6}|\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class AreaRow:
    line: int
    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    parent: str
    path: str = ""
    geometry: str | None = None


def plan(data: bytes, *, known: Mapping[str, str]) -> Plan[AreaRow]:
    """What the file would store; `known` are the codes of that year already stored, with paths."""
    rows: dict[str, AreaRow] = {}
    wrong: list[Wrong] = []
    for line in _features(data) if _is_json(data) else lines(data, HEADINGS, NEEDED):
        try:
            row = _row(line)
            if row.code in rows:
                raise WrongLineError(_("This code stands twice in the table."))
            rows[row.code] = row
        except WrongLineError as error:
            wrong.append(Wrong(line.number, error.reason))
    return _placed(rows, wrong, known)


def _placed(
    rows: dict[str, AreaRow], wrong: list[Wrong], known: Mapping[str, str]
) -> Plan[AreaRow]:
    rows = {code: replace(row, parent=_parent(row, rows, known)) for code, row in rows.items()}
    placed = []
    for row in rows.values():
        try:
            placed.append(replace(row, path=_path(row, rows, known)))
        except WrongLineError as error:
            wrong.append(Wrong(row.line, error.reason))
    placed.sort(key=lambda row: (row.path.count("/"), row.code))
    return Plan(tuple(placed), tuple(sorted(wrong, key=lambda each: each.line)))


def _row(line: Line) -> AreaRow:
    code, name = line["code"].replace(" ", ""), line["name"]
    if not CODE.fullmatch(code):
        raise WrongLineError(_("A code has 6 digits (9 or 12 for a place's own table)."))
    if not name or len(name) > 120:
        raise WrongLineError(_("The name of an area has 1 to 120 characters."))
    aliases = tuple(part.strip() for part in re.split("[|;、；]", line["aliases"]) if part.strip())
    return AreaRow(
        line=line.number,
        code=code,
        name=name,
        name_en=line["name_en"][:120],
        aliases=aliases,
        parent=line["parent"],
        geometry=line["geometry"] or None,
    )


def _parent(row: AreaRow, rows: Collection[str], known: Mapping[str, str]) -> str:
    """The parent named, else the nearest one that the digits of the code imply."""
    if row.parent:
        return row.parent
    return next((c for c in _implied(row.code) if c in rows or c in known), "")


def _implied(code: str) -> Iterator[str]:
    for length in (9, 6):
        if len(code) > length:
            yield code[:length]
    for shorter in (code[:4] + "00", code[:2] + "0000"):
        if shorter != code[:6]:
            yield shorter


def _path(row: AreaRow, rows: Mapping[str, AreaRow], known: Mapping[str, str]) -> str:
    codes: list[str] = []
    code = row.code
    while code in rows and code not in codes:
        codes.append(code)
        code = rows[code].parent
    if code and code not in known:
        if code in codes:
            raise WrongLineError(_("The area lies inside itself: %(code)s.") % {"code": code})
        raise WrongLineError(_("There is no area with the code %(code)s.") % {"code": code})
    return known.get(code, "/") + "".join(f"{each}/" for each in reversed(codes))


def _is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _features(data: bytes) -> Iterator[Line]:
    """GeoJSON features as lines; the number is that of the feature."""
    try:
        collection = json.loads(text_of(data))
    except (ValueError, RecursionError):
        raise UnreadableError(_("The file is not valid GeoJSON.")) from None
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise UnreadableError(_("The GeoJSON file is not a FeatureCollection."))
    for number, feature in enumerate(features, start=1):
        yield Line(number, _cells(feature if isinstance(feature, dict) else {}))


def _cells(feature: dict[str, Any]) -> dict[str, str]:
    given = feature.get("properties")
    properties = given if isinstance(given, dict) else {}
    named = {HEADINGS.get(name, name): value for name, value in properties.items()}
    code = named.get("code", named.get("adcode", feature.get("id", "")))
    cells = {name: _plain(named.get(name)) for name in ("name", "name_en", "aliases", "parent")}
    geometry = feature.get("geometry")
    shape = json.dumps(geometry, ensure_ascii=False, separators=(",", ":")) if geometry else ""
    return cells | {"code": _plain(code), "geometry": shape}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(each) for each in value)
    return "" if value is None or isinstance(value, dict) else str(value).strip()
