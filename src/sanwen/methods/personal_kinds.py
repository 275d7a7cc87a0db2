"""What kinds of personal data there are, and the text as the rules for them read it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sanwen.methods.text import simplified_signs


class Kind(StrEnum):
    PHONE = "phone"
    ID = "id"
    CARD = "card"
    EMAIL = "email"
    ACCOUNT = "account"
    PLATE = "plate"
    DOCUMENT = "document"
    NAME = "name"
    HOUSE = "house"


CHINESE: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PHONE: "〔电话号码〕",
        Kind.ID: "〔身份证号〕",
        Kind.CARD: "〔银行卡号〕",
        Kind.EMAIL: "〔电子邮箱〕",
        Kind.ACCOUNT: "〔账号〕",
        Kind.PLATE: "〔车牌号〕",
        Kind.DOCUMENT: "〔证件号〕",
        Kind.NAME: "〔姓名〕",
        Kind.HOUSE: "〔门牌号〕",
    }
)
# Stands for every character already found: ends what stands before it, is part of nothing.
FILL = "〕"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (not included), what they are, and a word for the reason.

    `because` is one of: checksum, birth-date, shape, cue, title, surname, list.
    """

    start: int
    end: int
    kind: Kind
    because: str


class _Plain(dict[int, int]):
    """One character for one: so a place in the plain text is the same place in the text."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        self[code] = found = ord(_plain_sign(sign))
        return found


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign in "−ー":
        return "-"
    if category in ("Zs", "Cf", "Mn") or sign == "\t":
        return " "
    wide = unicodedata.normalize("NFKC", sign)
    if len(wide) == 1:
        sign = wide
    return {"×": "X", "Х": "X", "х": "x", "•": "·", "‧": "·", "・": "·"}.get(
        sign, simplified_signs().get(sign, sign)
    )


_PLAIN = _Plain()
_CHINESE_DIGITS = dict(
    zip("零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789", strict=True)
)
_SIGNS = "".join(_CHINESE_DIGITS)
# Seven or more spoken digits in a row are a number read out, not a count.
_READ_OUT = re.compile(f"[0-9{_SIGNS}](?:[ -]{{0,2}}[0-9{_SIGNS}]){{6,}}")
_DIGITS = str.maketrans(_CHINESE_DIGITS)


def plainly(text: str) -> str:
    """The text with narrow, simplified signs and digits read out as digits; the same length."""
    plain = text.translate(_PLAIN)
    return _READ_OUT.sub(lambda run: run[0].translate(_DIGITS), plain)
