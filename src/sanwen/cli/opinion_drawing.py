"""The drawing of a map: circles for parts with at least five people, never a dot for one."""

import numpy as np

from sanwen.methods.opinion import OpinionMap

# Told apart with any colour sense (Okabe & Ito 2008).
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
GREY = "#777777"
WIDE, HIGH, RIM = 720, 480, 24
# The finest grid on which at least so many of the people can be drawn.
GRIDS, ENOUGH = (24, 16, 12, 9, 6, 4, 3), 0.8


def drawing(found: OpinionMap, said: dict[str, str]) -> str:
    """An SVG with a title for screen readers; groups in colours, a continuum in one grey."""
    places = found.positions[~np.isnan(found.positions[:, 0])]
    group = found.group[~np.isnan(found.positions[:, 0])]
    if found.is_continuum:
        group = np.full_like(group, -1)
    cells, hidden = _cells(places, group, found.at_least)
    label = said["map"].format(least=found.at_least, hidden=hidden)
    circles = "".join(_circle(*cell) for cell in cells)
    return (
        f'<figure><svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{label}">{circles}</svg>'
        f"<figcaption>{label}</figcaption></figure>"
    )


def _circle(x: float, y: float, many: int, group: int, size: float) -> str:
    colour = GREY if group < 0 else COLOURS[group % len(COLOURS)]
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}" fill="{colour}" fill-opacity="0.7">'
        f"<title>{many}</title></circle>"
    )


def _cells(
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    group: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    least: int,
) -> tuple[list[tuple[float, float, int, int, float]], int]:
    """Circles (x, y, people, group, radius) and how many people are not drawn."""
    if not len(places):
        return [], 0
    low, high = np.quantile(places, [0.005, 0.995], axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    inside = ((places - low) / span).clip(0, 1 - 1e-9)
    kept: dict[tuple[int, int, int], int] = {}
    for grid in GRIDS:
        column, row = (inside * (grid, max(2, grid * 2 // 3))).astype(int).T
        found: dict[tuple[int, int, int], int] = {}
        for key in zip(column.tolist(), row.tolist(), group.tolist(), strict=True):
            found[key] = found.get(key, 0) + 1
        kept = {key: many for key, many in found.items() if many >= least}
        if sum(kept.values()) >= ENOUGH * len(places):
            break
    return _drawn(kept, grid), len(places) - sum(kept.values())


def _drawn(
    kept: dict[tuple[int, int, int], int], grid: int
) -> list[tuple[float, float, int, int, float]]:
    """Groups that share a part of the map stand side by side in it."""
    wide, high = (WIDE - 2 * RIM) / grid, (HIGH - 2 * RIM) / max(2, grid * 2 // 3)
    most = max(kept.values(), default=1)
    drawn = []
    for (column, row, group), many in sorted(kept.items()):
        beside = sum((column, row, other) in kept for other in range(-1, group))
        x = RIM + (column + 0.5) * wide + beside * wide * 0.25
        y = HIGH - RIM - (row + 0.5) * high
        radius = max(3.0, min(wide, high) * 0.55 * float(np.sqrt(many / most)))
        drawn.append((x, y, many, group, radius))
    return drawn
