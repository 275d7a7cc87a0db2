"""A kind and what was filled in become a sheet: each place of the text gets its words."""

from collections.abc import Iterator, Mapping
from datetime import date

from sanwen.deliver.papers.kinds import PLACE, Field, Kind
from sanwen.deliver.papers.sheet.content import (
    Colophon,
    Head,
    Row,
    Sheet,
    Signature,
    Slip,
    in_figures,
)

# Room to write by hand where nothing was filled in.
BLANK = "＿＿＿＿＿＿"
WAYS = "□直接　□邮寄　□留置　□电子　□其他"
NUMERALS = "一二三四五六七八九"
HEADINGS = tuple(f"{sign}、" for sign in NUMERALS)
DAY_BY_HAND = "　　　　年　　月　　日　　时"


def sheet(
    kind: Kind,
    filled: Mapping[str, str],
    *,
    number: str,
    instead_of: str = "",
    served_at: str = "",
) -> Sheet:
    """`number` is the 文号; `filled` may lack anything: a blank stands there then."""
    said = {name: _said(one, filled.get(name, "")) for name, one in kind.fields.items()}
    slip = _slip(kind, filled, said, number, served_at) if kind.slip else None
    copies = said["copies"] if "copies" in said and filled.get("copies") else ""
    issuer, day = said["issuer"], said["day"]
    return Sheet(
        title=_put(kind.title, said),
        text=[*_lines(kind, filled, said), *_instead(kind, instead_of)],
        head=Head(issuer, number) if kind.head else None,
        addressee=said.get(kind.addressing, ""),
        annexes=[line for line in filled.get("annexes", "").splitlines() if line.strip()],
        signature=Signature(issuer, day, sealed=kind.seal),
        note=filled.get("liaison", ""),
        colophon=Colophon(copies, issuer, day) if kind.colophon else None,
        slip=slip,
    )


def _instead(kind: Kind, number: str) -> list[str]:
    return [f"本件替代此前发出的{number}《{kind.name}》，原件作废。"] if number else []


def missing(kind: Kind, filled: Mapping[str, str]) -> list[Field]:
    """What has to be there and is not; who a person is never is, in the paper that is kept."""
    return [
        one
        for name, one in kind.fields.items()
        if one.required and one.shape != "person" and not filled.get(name, "").strip()
    ]


def _said(one: Field, value: str) -> str:
    text = value.strip()
    if not text:
        return BLANK
    return in_figures(date.fromisoformat(text)) if one.shape == "day" else text


def _put(text: str, said: Mapping[str, str]) -> str:
    """One pass: braces that somebody typed stay what they are."""
    return PLACE.sub(lambda place: said[place[1]], text)


def _lines(kind: Kind, filled: Mapping[str, str], said: Mapping[str, str]) -> Iterator[str]:
    """A line whose optional field is empty is not said, no heading stays without its text."""
    heading, counted = "", 0
    for text in kind.text:
        places = PLACE.findall(text)
        if any(not kind.fields[name].required and not filled.get(name) for name in places):
            continue
        if text.startswith(HEADINGS):
            heading = text[1:]
            continue
        if heading:
            yield f"{NUMERALS[counted]}{heading}"
            heading, counted = "", counted + 1
        yield from _put(text, said).splitlines()


def _slip(
    kind: Kind, filled: Mapping[str, str], said: Mapping[str, str], number: str, served_at: str
) -> Slip:
    served = filled.get("paper_served") or f"《{_put(kind.title, said)}》　{number}".strip()
    rows = (
        Row("受送达人", said.get(kind.addressing, BLANK)),
        Row("事　由", said.get("subject", "")),
        Row("送达文书", served),
        Row("送达方式", filled.get("served_how") or WAYS),
        Row("送达地点", served_at),
        Row("受送达人签收", f"签名或者盖章：\n{DAY_BY_HAND}", 2),
        Row("代收人签收", f"签名：　　　　　　与受送达人的关系：\n{DAY_BY_HAND}", 2),
        Row("未能送达\n的情况", "", 2),
        Row("送达人", f"签名：　　　　　　　　签名：\n{DAY_BY_HAND}", 2),
        Row(
            "备　注", "复查、复核的期限自受送达人签收之日起计算。" if kind.to == "resident" else ""
        ),
    )
    return Slip("送达回证", "" if kind.slip_alone else number, rows)
