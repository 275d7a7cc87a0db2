"""Telephone, ID, card, account, document and plate numbers, and e-mail, in plain text."""

import re
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import date

from sanwen.methods.personal_kinds import FILL, Kind, Mark

_S = r"[ .\-·]{0,2}"
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]\.)(?:\+?(?:00)?86{_S}|\()?1{_S}[3-9](?:{_S}\)?{_S}[0-9]){{9}}(?![0-9])"
)
_LANDLINE = re.compile(
    r"(?<![0-9])(?<![0-9]\.)\(?(?:\+?(?:00)?86[ \-]{0,2})?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[ \-]{0,3}"
    r"[2-9](?:[ \-]?[0-9]){6,7}(?![0-9])(?: {0,2}(?:转|分机|ext\.?|-) {0,2}[0-9]{1,5}(?![0-9]))?"
)
# A foreign number begins with + and its country, or is written as in America or Britain.
_ABROAD = re.compile(
    r"\+[1-9](?:[ \-().]{0,2}[0-9]){8,13}(?![0-9])"
    r"|(?<![0-9.\-])(?:\((?!400|800)[2-9][0-9]{2}\) ?|(?!400|800)[2-9][0-9]{2}[ \-.])"
    r"[2-9][0-9]{2}[ \-.][0-9]{4}(?![0-9])"
    r"|(?<![0-9.\-])(?:0[0-9]{4} [0-9]{3} ?[0-9]{3}|0[0-9]{3} [0-9]{3} [0-9]{4}"
    r"|020 [0-9]{4} [0-9]{4}|09[0-9]{2}-?[0-9]{3}-?[0-9]{3})(?![0-9])"
)
# A local number needs a word before it. 400 and 800 numbers belong to firms.
_CALLED = re.compile(
    r"(?:电话|座机|手机|致电|拨打|来电|传真|联系方式|热线|微信同号"
    r"|\b(?:tel|phone|call|mobile|cell|fax)\b)"
    r"(?:号码?|\.|是|为|:|,|\(|\)| |机|/|(?:no|number|me|us|is|at|on)\b|我|本人){0,5}"
    r"((?!400|800|19[0-9]{2}[01]|20[0-9]{2}[01])[1-9](?:[ \-]?[0-9]){6,11})(?![0-9])",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{FILL} ?[、/或,;和] ?([2-9][0-9]{{6,7}})(?![0-9年月元.])")
_ID18 = re.compile(r"(?<![0-9])[1-9](?:[ \-]{0,2}[0-9]){16}[ \-]{0,2}[0-9Xx*](?![0-9A-Za-z])")
_ID15 = re.compile(r"(?<![0-9])[1-9](?:[ \-]{0,2}[0-9]){14}(?![0-9A-Za-z])")
_ID_CUED = re.compile(
    r"(?:身份证|公民身份|\bID\b)[^0-9\n]{0,12}?"
    r"([1-9](?:[ \-]{0,2}[0-9]){13,17}[ \-]{0,2}[Xx]?)(?![0-9])"
)
_CARD = re.compile(r"(?<![0-9])[2-69](?:[ \-]{0,2}[0-9]){12,18}(?![0-9])")
_CARD_CUED = re.compile(
    r"(?:卡号|[账帐]号|[账帐]户|银行卡|存折|\b(?:card|account)\b)[^0-9\n]{0,14}?"
    r"([0-9](?:[ \-]{0,2}[0-9]){9,21})(?![0-9])",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_][A-Za-z0-9._%+\-]{0,63} ?(?:@|[(\[]at[)\]]) ?"
    r"(?:(?:[A-Za-z0-9\-]{1,63} ?(?:[.。]|[(\[]dot[)\]]) ?){1,5}[A-Za-z]{2,}"
    r"|(?:qq|163|126|sina|gmail|139)\b)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:微信|薇信|\bwechat|\bweixin|\bwx|\bvx|v信|qq|扣扣|支付宝|抖音|快手|微博|\bwhatsapp)"
    r"(?:群|号码?|账号|帐号|id\b|is\b|同号| |:|是|为|=|,|\(|\"|“){0,5}"
    r"([A-Za-z][A-Za-z0-9_\-]{5,19}|[0-9](?:[ \-]?[0-9]){4,11})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|军官证|士兵证|台胞证|回乡证|居留证|居住证|学籍|学号|社保|社会保障|医保"
    r"|残疾证|残疾人证|病历|住院|工号|驾驶证|驾照|证件|不动产权|房产证|\bpassport|\blicen[cs]e)"
    r"(?:号码?|编号|卡|证|档案|no\.?|number|is\b|是|为|:|\(| ){0,6}"
    r"((?=[A-Za-z\-]{0,4}[0-9])[A-Za-z0-9\-]{6,22})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}] ?[A-Za-z][ ·.\-]{{0,2}}(?=[A-Za-z]{{0,5}}[0-9])"
    r"(?:[A-Za-z0-9]{6}|[A-Za-z0-9]{4,5}[A-Za-z0-9学警港澳挂领使试])(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?:[A-Za-z]-?)?[0-9]{5,6}(?=使|领(?![取到导]))"
)
_REGIONS = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    " 71 81 82 83 91"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NOT_DIGIT = re.compile(r"[^0-9]+")
# Where a long number may stand: seven digits or more, however they are set.
_RUN = re.compile(r"[0-9](?:[ .\-·()]{0,3}[0-9]){6,}[Xx*]?")
# The shortest account, document or plate has five signs; most texts hold no such thing.
_FIVE = re.compile(r"[A-Za-z0-9](?:[ ·\-_.]{0,2}[A-Za-z0-9]){4}")
_AT = re.compile(r"@|[aA][tT][)\]]")
# How far before a number the word stands that tells what it is, and how far its extension goes.
_BEFORE, _AFTER = 40, 12
_GOES_ON = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-学警港澳挂领使试"
)


def numbers(plain: str) -> Iterator[Mark]:
    """The marks in `plain`, surest kind first; they may overlap."""
    if _AT.search(plain):
        yield from _shaped(_EMAIL, plain, Kind.EMAIL)
    runs = [match.span() for match in _RUN.finditer(plain)]
    for rule in (_proved, _called) if runs else ():
        for start, end in runs:
            yield from rule(plain, start, end)
    for five in _FIVE.finditer(plain):
        start, end = max(0, five.start() - _BEFORE), five.end()
        while end < len(plain) and plain[end] in _GOES_ON:
            end += 1
        yield from _cued(_ACCOUNT, plain, Kind.ACCOUNT, start, end)
        yield from _cued(_DOCUMENT, plain, Kind.DOCUMENT, start, end)
        yield from _shaped(_PLATE, plain, Kind.PLATE, start, end)


def _proved(plain: str, start: int, end: int) -> Iterator[Mark]:
    """ID numbers and cards: what proves itself first, then what a word announces."""
    for pattern in (_ID18, _ID15):
        for match in pattern.finditer(plain, start, end + 1):
            if because := _id_because(match[0]):
                yield Mark(*match.span(), Kind.ID, because)
    yield from _cued(_ID_CUED, plain, Kind.ID, max(0, start - _BEFORE), end + 1)
    for match in _CARD.finditer(plain, start, end):
        if luhn(match[0]):
            yield Mark(*match.span(), Kind.CARD, "checksum")
    yield from _cued(_CARD_CUED, plain, Kind.CARD, max(0, start - _BEFORE), end)


def _called(plain: str, start: int, end: int) -> Iterator[Mark]:
    for pattern in (_MOBILE, _LANDLINE, _ABROAD):
        yield from _shaped(pattern, plain, Kind.PHONE, max(0, start - 2), end + _AFTER)
    yield from _cued(_CALLED, plain, Kind.PHONE, max(0, start - _BEFORE), end + 1)
    for match in _NEXT.finditer(plain, max(0, start - 4), end + 1):
        yield Mark(*match.span(1), Kind.PHONE, "list")


def _id_because(written: str) -> str:
    digits = re.sub(r"[ \-]", "", written).upper()
    born = digits[6:14] if len(digits) == 18 else "19" + digits[6:12]
    if digits[:2] not in _REGIONS or not _is_date(born):
        return ""
    return "checksum" if len(digits) == 18 and id_check(digits) == digits[17] else "birth-date"


def id_check(digits: str) -> str:
    """The check character that GB 11643-1999 (ISO 7064 MOD 11-2) gives the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def luhn(written: str) -> bool:
    """Whether the digits of a card satisfy Luhn's formula (ISO/IEC 7812-1); signs are skipped."""
    digits = [int(sign) for sign in reversed(written) if sign.isdecimal()]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _is_date(digits: str) -> bool:
    try:
        return 1880 < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _shaped(
    pattern: "re.Pattern[str]", plain: str, kind: Kind, start: int = 0, end: int = sys.maxsize
) -> Iterator[Mark]:
    return (Mark(*match.span(), kind, "shape") for match in pattern.finditer(plain, start, end))


def _cued(
    pattern: "re.Pattern[str]", plain: str, kind: Kind, start: int = 0, end: int = sys.maxsize
) -> Iterator[Mark]:
    return (Mark(*match.span(1), kind, "cue") for match in pattern.finditer(plain, start, end))


def published(keep: Collection[str]) -> Callable[[Mark, str], bool]:
    """Whether a mark is one of the contacts that are published anyway."""
    words = {contact.strip().lower() for contact in keep}
    parts = (part for contact in keep for part in re.split(r"[,，;；、/或]|转", contact))
    known = {_split_area(part) for part in parts}
    locals_ = {local for _area, local in known if len(local) > 6}

    def is_kept(mark: Mark, plain: str) -> bool:
        written = plain[mark.start : mark.end]
        if mark.kind != Kind.PHONE:
            return written.lower() in words
        area, local = _split_area(_EXTENSION.split(written)[0])
        # Another city's number with the same last digits is another number.
        return local in locals_ if not area else not known.isdisjoint({(area, local), ("", local)})

    return is_kept


_EXTENSION = re.compile(r"转|分机|ext", re.IGNORECASE)
_AREA = re.compile(r"(?:00)?(?:86)?(0?(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")


def _split_area(written: str) -> tuple[str, str]:
    """The digits of the area, without 0, and of the number; a mobile number has no area."""
    digits = _NOT_DIGIT.sub("", written)
    with_area = _AREA.fullmatch(digits) if len(digits) > 9 else None
    if with_area:
        return with_area[1].lstrip("0"), with_area[2]
    return "", re.sub(r"^(?:00)?86(?=1[0-9]{10}$)", "", digits)
