"""Breaks a text into lines where no browser does it: Chinese anywhere, Latin between words."""

import re
from unicodedata import east_asian_width

_WIDE, _NARROW = 1.0, 0.56
# No line begins with one of these.
_NEVER_FIRST = "，。、；：！？）】》」』”’%,.;:!?)"
_PIECES = re.compile(r"[ -⿿]+?(?:\s+|(?=[　-￿])|$)|.", re.DOTALL)


def wrapped(text: str, *, width: float) -> list[str]:
    """`width` in the height of a letter."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _PIECES.findall(text):
        long = length(piece.rstrip())
        if line and used + long > width and piece[0] not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += length(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def length(text: str) -> float:
    return sum(_WIDE if east_asian_width(sign) in "WFA" else _NARROW for sign in text)
