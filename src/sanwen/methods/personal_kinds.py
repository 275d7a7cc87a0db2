"""What kinds of personal data there are, and the text as the rules for them read it."""

import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

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


@cache
def _plain_signs() -> NDArray[np.uint32]:
    """For every code point the one it is read as: a place in the plain text is one in the text."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    signs = [code for code in range(0x20000) if not 0x3400 <= code < 0xF900]
    signs += map(ord, simplified_signs())
    table[signs] = [ord(_plain_sign(chr(code))) for code in signs]
    return table


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


_CHINESE_DIGITS = dict(
    zip("零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789", strict=True)
)
_SIGNS = "".join(_CHINESE_DIGITS)
# Seven or more spoken digits in a row are a number read out, not a count.
_READ_OUT = re.compile(f"[0-9{_SIGNS}](?:[ -]{{0,2}}[0-9{_SIGNS}]){{6,}}")
_DIGITS = str.maketrans(_CHINESE_DIGITS)


def plainly(text: str) -> str:
    """The text with narrow, simplified signs and digits read out as digits; the same length."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    plain = _plain_signs()[points].tobytes().decode("utf-32-le", "surrogatepass")
    return _READ_OUT.sub(lambda run: run[0].translate(_DIGITS), plain)
