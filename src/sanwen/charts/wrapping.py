"""Breaks a text into lines where no browser does it: Chinese anywhere, Latin between words."""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

_WIDE, _NARROW = 1.0, 0.56
# No line begins with one of these, alone or with another one.
_NEVER_FIRST = "，。、；：！？）】》」』”’%,.;:!?)"
_MARK = 2 * _WIDE
_PIECES = re.compile(r"[ -⿿]+?(?:\s+|(?=[　-￿])|$)|.", re.DOTALL)


def wrapped(text: str, *, width: float) -> list[str]:
    """`width` in the height of a letter."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, width):
        long = length(piece.rstrip())
        may_begin = piece[0] not in _NEVER_FIRST or long > _MARK
        if line and used + long > width and may_begin:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece if line else piece.lstrip()
        used += length(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, width: float) -> Iterator[str]:
    """What is longer than a line, an address for one, is broken anywhere."""
    most = max(1, int(width / _NARROW))
    for piece in _PIECES.findall(text):
        if length(piece.rstrip()) <= width:
            yield piece
        else:
            yield from (piece[at : at + most] for at in range(0, len(piece), most))


def length(text: str) -> float:
    return sum(_WIDE if east_asian_width(sign) in "WFA" else _NARROW for sign in text)
