"""Figures in words: never a share without what it is a share of."""

from django.utils.translation import gettext as _

from sanwen.charts.grammar import Chart, Column, Point, Row, Span, Stack
from sanwen.methods.percent import percent, span

# Rows that are said aloud; the table has them all.
_MOST_SPOKEN = 8
_EXACT = 1e-6


def interval(row: Row | Point) -> str:
    return span(row.low, row.high) if row.low is not None and row.high is not None else ""


def counted(share: float | None, of: int | None) -> str:
    """314/512; n = 512 where the share is weighted, and no such number answered so."""
    if share is None or of is None:
        return ""
    many = share * of
    if abs(many - round(many)) < _EXACT * max(of, 1):
        return f"{round(many):,}/{of:,}"
    return f"n = {of:,}"


def share_words(row: Row | Point) -> str:
    if row.is_hidden:
        return _("not shown")
    return _("no figure") if row.value is None else percent(row.value)


def bounds_words(bounds: Span | None) -> str:
    return span(*bounds) if bounds else ""


def row_words(row: Row | Point) -> str:
    """61% (57–66%) 314/512."""
    doubt = interval(row)
    said = [share_words(row), f"({doubt})" if doubt else "", counted(row.value, row.of)]
    return " ".join(part for part in said if part)


def part_words(name: str, share: float | None) -> str:
    return f"{name}\u00a0{_('not shown') if share is None else percent(share)}"


def stack_parts(stack: Stack) -> list[str]:
    """Each level with its share; one word where there is nothing to tell."""
    if not any(stack.shares):
        is_away = stack.is_hidden or stack.total is None
        return [_("not shown") if is_away else _("no figure")]
    pairs = zip(stack.parts, stack.shares, strict=True)
    return [part_words(name, share) for (name, _count), share in pairs]


def stack_words(stack: Stack) -> str:
    """A dot stays on the line of what it ends."""
    return "\u00a0· ".join(stack_parts(stack))


def stack_count(stack: Stack) -> str:
    if stack.is_hidden:
        return ""
    of = stack.of if stack.of is not None else stack.total
    return f"n = {of:,.0f}" if of is not None else ""


def count_words(column: Column) -> str:
    if column.is_hidden:
        return _("not shown")
    return _("no figure") if column.count is None else f"{column.count:,}"


def full_label(row: Row | Stack | Column | Point) -> str:
    return (isinstance(row, Column) and row.in_full) or row.label


def spoken(chart: Chart) -> str:
    """The picture for those who do not see it: of a course over time its end, else the first."""
    is_time = chart.kind in ("columns", "trend")
    rows = chart.rows[-_MOST_SPOKEN:] if is_time else chart.rows[:_MOST_SPOKEN]
    said = [f"{full_label(row)}: {_said(row)}{_against(chart, row)}" for row in rows]
    left = len(chart.rows) - len(said)
    if left:
        said.append(_("%(count)s more in the table") % {"count": left})
    return "; ".join(said)


def _said(row: Row | Stack | Column | Point) -> str:
    if isinstance(row, Stack):
        return " ".join(part for part in (stack_words(row), stack_count(row)) if part)
    return count_words(row) if isinstance(row, Column) else row_words(row)


def _against(chart: Chart, row: Row | Stack | Column | Point) -> str:
    if not isinstance(row, Point) or row.reference is None:
        return ""
    return f", {chart.reference_label} {percent(row.reference)}"


def key_lines(chart: Chart) -> list[str]:
    """What the marks mean."""
    lines = []
    if chart.kind in ("intervals", "trend") and any(
        isinstance(row, Row | Point) and interval(row) for row in chart.rows
    ):
        lines.append(_("The line is the 95% interval: about 95 in 100 such lines hold the truth."))
    if any(isinstance(row, Row) and row.bounds for row in chart.rows):
        lines.append(_("Light band: the least and the most it can be, whatever the silent think."))
    if chart.reference is not None:
        lines.append(
            _("Dashed: %(name)s %(share)s.")
            % {"name": chart.reference_label, "share": percent(chart.reference)}
        )
    elif chart.is_compared:
        lines.append(_("Dashed: %(name)s.") % {"name": chart.reference_label})
    if chart.marked_label:
        lines.append(_("With a thick line under them: %(name)s.") % {"name": chart.marked_label})
    if chart.hides:
        lines.append(
            _("Not shown: fewer than 5 people, or a figure that would give such a number away.")
        )
    return lines
