"""Reads the list of those who may be asked: a number, a stratum, how to reach them; no more."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils.translation import gettext as _

from sanwen.deliver.intake.imports.labels import may_take_in
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.tables import open_table
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft, from_a_list

MOST_LINES = 50_000
MOST_TOLD = 20
HEADINGS: Mapping[str, str] = {
    heading: name
    for name, headings in {
        "key": ("编号", "序号", "号", "key", "id", "no", "number"),
        "stratum": ("层", "分层", "村", "村组", "社区", "片区", "stratum", "village", "area"),
        "name": ("姓名", "名字", "name"),
        "phone": ("电话", "手机", "手机号", "联系电话", "phone", "mobile"),
        "email": ("邮箱", "电子邮箱", "email", "e-mail"),
        "address": ("地址", "住址", "通信地址", "address"),
        "size": ("应得金额", "应发金额", "金额", "size", "amount", "entitled"),
    }.items()
    for heading in headings
}
# Keys are published after the survey: they must tell nothing of the person.
TELLING = re.compile(r"1[3-9]\d{9}|\d{15}|\d{17}[\dXx]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    key: str
    stratum: str = ""
    contact: ContactDraft | None = None
    size: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """The rows, or what is wrong, line by line; with anything wrong nothing is taken."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(content: bytes, *, with_size: bool = False) -> Roll:
    """A CSV file or a workbook. Unreadable where it is no such thing, or has columns that label
    persons or that nothing here needs. `with_size`: every line needs an amount, and only then."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with closing(open_table(Path(file.name))) as table:
            lines = []
            for line in table:
                lines.append(line)
                if len(lines) > MOST_LINES + 1:
                    raise Unreadable(
                        _("The list has more than %(most)d lines.") % {"most": MOST_LINES}
                    )
    if len(lines) < 2:
        raise Unreadable(_("The file needs a line of headings and one line for each person."))
    return checked(_columns(lines[0].cells, with_size), lines[1:], with_size=with_size)


def _columns(headings: Sequence[str], with_size: bool) -> dict[str, int]:
    ruling = may_take_in(headings)
    if not ruling:
        raise Unreadable(ruling.reason)
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        plain = heading.strip()
        name = HEADINGS.get(plain.lower())
        if not plain:
            continue
        if name is None or (name == "size" and not with_size):
            raise Unreadable(
                _(
                    "The column “%(column)s” is not needed to draw and to ask. "
                    "Leave it out; what is not here cannot get lost."
                )
                % {"column": plain}
            )
        if name in columns:
            raise Unreadable(_("The column “%(column)s” is there twice.") % {"column": plain})
        columns[name] = at
    if "key" not in columns:
        raise Unreadable(_("The file needs a column “编号” (number)."))
    if with_size and "size" not in columns:
        raise Unreadable(
            _(
                "This list needs a column “应得金额” (amount): how much was meant for each person, "
                "in yuan. Nothing was taken in; add the column and bring the file again."
            )
        )
    return columns


def checked(columns: Mapping[str, int], lines: Sequence[Line], *, with_size: bool = False) -> Roll:
    """All that is wrong is told at once, so that the file is mended once."""
    roll, seen = Roll(), dict[str, int]()
    for line in lines:
        cells = {name: line.cell(at).strip() for name, at in columns.items()}
        wrong = _wrong(cells, seen, has_strata="stratum" in columns)
        wrong = wrong or (_wrong_size(cells) if with_size else "")
        if wrong:
            roll.problems.append(
                _("Line %(line)d: %(said)s") % {"line": line.number, "said": wrong}
            )
        else:
            roll.rows.append(
                Row(
                    cells["key"],
                    cells.get("stratum", ""),
                    from_a_list(cells, Way.PHONE, Way.POST, Way.EMAIL),
                    _size(cells),
                )
            )
        seen.setdefault(cells["key"], line.number)
    return roll


def _wrong(cells: Mapping[str, str], seen: Mapping[str, int], *, has_strata: bool) -> str:
    key = cells["key"]
    if not key or len(key) > 40 or "\t" in key:
        return _("the number is missing, or longer than 40 characters.")
    if key in seen:
        return _("the number %(key)s stands in line %(first)d already.") % {
            "key": key,
            "first": seen[key],
        }
    if TELLING.fullmatch(key):
        return _("number people 1, 2, 3 …; an identity or telephone number tells who it is.")
    if has_strata and not 0 < len(cells["stratum"]) <= 60:
        return _("the stratum is missing, or longer than 60 characters.")
    return ""


def _wrong_size(cells: Mapping[str, str]) -> str:
    """Without it nobody can tell afterwards how much did not arrive."""
    text, size = cells["size"], _size(cells)
    if not text:
        return _("the amount is missing: how much was meant for this person, in yuan?")
    if size is None:
        return _("“%(text)s” is no amount in yuan. Write figures only, as 1500 or 1500.50.") % {
            "text": text
        }
    if not size:
        return _("the amount is 0. Leave out those for whom nothing was meant.")
    return ""


def _size(cells: Mapping[str, str]) -> Decimal | None:
    text = cells.get("size", "").replace(",", "").replace("，", "")
    try:
        amount = Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < Decimal(10) ** 12 else None
