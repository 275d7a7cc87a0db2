"""One row's marks, as wide as whatever it stands in: on a telephone, on a desk, on a sheet."""

from itertools import accumulate

from sanwen.charts.grammar import Row, Stack
from sanwen.charts.looks import PATTERNED, level
from sanwen.charts.markup import at, tag

_DOT = 5.5


def interval_strip(row: Row, *, name: str, reference: float | None) -> str:
    """Always from nought to all: a cut axis makes small differences look large."""
    marks = [tag("line", cls="c-track", x1="0%", x2="100%", y1="50%", y2="50%")]
    if row.is_hidden:
        marks.append(_hatched(name))
    if row.bounds:
        marks.append(_from_to("c-band", *row.bounds))
    if reference is not None:
        where = at(reference)
        marks.append(tag("line", cls="c-reference", x1=where, x2=where, y1="0%", y2="100%"))
    if row.low is not None and row.high is not None:
        marks += _whisker(row.low, row.high)
    if row.value is not None:
        marks.append(tag("circle", cls="c-dot", cx=at(row.value), cy="50%", r=_DOT))
    return "".join(marks)


def _whisker(low: float, high: float) -> list[str]:
    ends = [
        tag("line", cls="c-whisker", x1=at(end), x2=at(end), y1="30%", y2="70%")
        for end in (low, high)
    ]
    return [tag("line", cls="c-whisker", x1=at(low), x2=at(high), y1="50%", y2="50%"), *ends]


def _from_to(cls: str, low: float, high: float) -> str:
    return tag("rect", cls=cls, x=at(low), y="15%", width=at(high - low), height="70%")


def _hatched(name: str) -> str:
    """The same for all that is hidden, whatever it was."""
    return tag(
        "rect",
        cls="c-hidden",
        x="0%",
        y="25%",
        width="100%",
        height="50%",
        fill=f"url(#{name}-few)",
    )


def stack_strip(stack: Stack, *, name: str) -> str:
    """Shares in the order of the scale; what is not shown is one hatched rest at the end."""
    shares = stack.shares
    if not any(shares):
        return _hatched(name)
    widths = [share or 0.0 for share in shares]
    starts = [0.0, *accumulate(widths)]
    marks = [
        _level(at_, len(widths), starts[at_], width, name)
        for at_, width in enumerate(widths)
        if width
    ]
    rest = 1 - starts[-1]
    if None in shares and rest > 0:
        marks.append(_part("c-level c-hidden", starts[-1], rest, f"url(#{name}-few)"))
    return "".join(marks)


def _level(number: int, levels: int, start: float, width: float, name: str) -> str:
    look = level(number, levels)
    if look in PATTERNED:
        return _part("c-level", start, width, f"url(#{name}-l{look})")
    return _part(f"c-level c-l{look}", start, width, None)


def _part(cls: str, start: float, width: float, fill: str | None) -> str:
    return tag("rect", cls=cls, x=at(start), y="8%", width=at(width), height="84%", fill=fill)


def swatch(number: int, levels: int, *, name: str) -> str:
    """The sign of a level in the key."""
    return _level(number, levels, 0, 1, name)
