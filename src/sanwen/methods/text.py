"""What people write: what may be stored of it, what is compared, what is shown first."""

import hashlib
import re
import unicodedata
from functools import cache

import opencc

# Marks that could reorder or hide the rest of a page, and signs that mean nothing to a reader.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_PAUSES = "。！？；，、：.!?;,:…）)】」』”’ "
_JOINERS = ("\u200d", "\ufe0f")
# Small letters of scripts that part words by blanks: behind the digits, before the Chinese signs.
_BLANKS = re.compile("(?<![a-\u2e7f]) +| +(?![a-\u2e7f])")


@cache
def simplified_signs() -> dict[str, str]:
    """Each traditional character with its simplified one, one to one, as OpenCC has them."""
    signs = [chr(code) for code in range(0x3400, 0xA000)]
    plain = opencc.OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {sign: other for sign, other in zip(signs, plain, strict=True) if sign != other}


class _Compared(dict[int, int | None]):
    """What each character is compared as: letters, digits, marks and pictures count."""

    def __init__(self, otherwise: int | None) -> None:
        self.otherwise = otherwise

    def __missing__(self, code: int) -> int | None:
        category = unicodedata.category(chr(code))
        keeps = category[0] in "LNM" or category == "So"
        self[code] = ord(simplified_signs().get(chr(code), chr(code))) if keeps else self.otherwise
        return self[code]


_COMPARED = _Compared(None)
_SOUGHT = _Compared(ord(" "))


def visible(text: str) -> str:
    """The text without control characters; emoji, rare characters and right-to-left text stay.

    NUL and lone surrogates go because PostgreSQL cannot store them, direction overrides because
    they reorder what stands beside them. Line ends become a newline; tabs stay.
    """
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def normalise(text: str) -> str:
    """The text as it is compared: NFKC, lower case, simplified, no spaces and no punctuation."""
    return unicodedata.normalize("NFKC", text).lower().translate(_COMPARED)


def sought(text: str) -> str:
    """The text as it is searched: as `normalise`, but words of an alphabet stay apart.

    "A Road" is "a road" and not "aroad"; 幸福.花园, 幸福 花园 and 幸福花园 are the same, and so
    are 川A·12345 and 川A12345. A line end is a blank as well: people break lines inside words.
    """
    words = unicodedata.normalize("NFKC", text).lower().translate(_SOUGHT)
    return _BLANKS.sub("", " ".join(words.split()))


def is_alphabetic(sign: str) -> bool:
    """Whether a searched sign is a letter whose words are parted by blanks."""
    return "a" <= sign < "\u2e80"


def bigrams(text: str) -> frozenset[str]:
    """Neighbouring pairs of the normalised text; a single character stands for itself."""
    words = normalise(text)
    if len(words) < 2:
        return frozenset(words)
    return frozenset(map("".join, zip(words, words[1:], strict=False)))


def fingerprint(text: str) -> bytes:
    """32 bytes, equal for texts that differ only in spacing, case, width or punctuation."""
    words = normalise(text) or visible(text).strip()
    return hashlib.sha256(words.encode()).digest()


def first_words(text: str, limit: int) -> str:
    """The beginning in at most `limit` characters, cut at a pause where one is near, then …"""
    line = " ".join(visible(text).split())
    if len(line) <= limit:
        return line
    if limit < 2:
        return "…"[:limit]
    cut = line[: limit - 1]
    pause = max(cut.rfind(sign) for sign in _PAUSES)
    if pause >= limit // 2:
        cut = cut[: pause + 1]
    return _whole(cut, line[len(cut)]).rstrip(_PAUSES) + "…"


def _whole(cut: str, following: str) -> str:
    """The cut without half a picture or a letter that has lost its marks."""
    joined = following in _JOINERS or unicodedata.combining(following) or cut.endswith(_JOINERS[0])
    while cut and joined:
        last, cut = cut[-1], cut[:-1]
        joined = last in _JOINERS or unicodedata.combining(last) or cut.endswith(_JOINERS[0])
    return cut
