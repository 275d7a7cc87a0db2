"""Reads the text in a picture with the optional engine, in whichever of four ways the page lies.

Models ship inside the package, so nothing is fetched. One page takes seconds of processor time and
up to a gigabyte of memory: only a worker calls this.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image

# Measured on rendered and photographed letters: the defaults lose lines.
SETTINGS = {"Global.use_cls": False, "Global.log_level": "error", "Det.box_thresh": 0.3}
# A page read with less certainty than this probably lies another way.
CERTAIN = 0.85


class Missing(Exception):  # noqa: N818  an answer to the clerk, not a fault
    """The optional engine is not installed."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    sure: float
    # x, y, width, height in the upright picture.
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    turned: int

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(image: Image.Image) -> Page:
    """The lines from top to bottom, of the way of lying that reads most surely."""
    image = image.convert("RGB")
    best, turned = _lines(image), 0
    for angle in _other_ways(best):
        lines = _lines(image.rotate(angle, expand=True))
        if _certainty(lines) > _certainty(best):
            best, turned = lines, angle
        if _certainty(best) >= CERTAIN and _lies_flat(best):
            break
    return Page(tuple(_in_order(best)), turned)


def _other_ways(lines: list[Line]) -> tuple[int, ...]:
    """Which turns to try: none for a page that reads well, the likelier first for another."""
    if not lines:
        return (90, 180, 270)
    if _lies_flat(lines):
        return () if _certainty(lines) >= CERTAIN else (180, 90, 270)
    # The engine turns tall lines itself, to the right way or upside down.
    return (90, 270) if _certainty(lines) >= CERTAIN else (270, 90)


def _lies_flat(lines: list[Line]) -> bool:
    """Whether the lines lie from side to side, each counted by its length."""
    flat = sum(max(line.box[2:]) * (1 if line.box[2] >= line.box[3] else -1) for line in lines)
    return flat >= 0


def _certainty(lines: list[Line]) -> float:
    signs = sum(len(line.text) for line in lines)
    certain = sum(line.sure * len(line.text) for line in lines) / signs if signs else 0.0
    # Tall lines that the engine turned are out of order, however sure each is.
    return certain if _lies_flat(lines) else certain * 0.9


def _lines(image: Image.Image) -> list[Line]:
    found = _engine()(np.asarray(image)[:, :, ::-1])
    if found.txts is None:
        return []
    return [
        Line(text, float(sure), _around(corners))
        for text, sure, corners in zip(found.txts, found.scores, found.boxes, strict=True)
        if text.strip()
    ]


def _around(corners: Any) -> tuple[int, int, int, int]:
    points = np.asarray(corners)
    x, y = points.min(axis=0)
    width, height = points.max(axis=0) - (x, y)
    return int(x), int(y), int(width), int(height)


def _in_order(lines: list[Line]) -> list[Line]:
    """Top to bottom; pieces at the same height are one line, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3] / 2):
        if rows and _same_height(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.box[0])) for row in rows]


def _same_height(one: Line, other: Line) -> bool:
    middles = (one.box[1] + one.box[3] / 2, other.box[1] + other.box[3] / 2)
    return abs(middles[0] - middles[1]) < min(one.box[3], other.box[3]) / 2


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    left, top = row[0].box[0], min(line.box[1] for line in row)
    right = max(line.box[0] + line.box[2] for line in row)
    bottom = max(line.box[1] + line.box[3] for line in row)
    text = " ".join(line.text for line in row)
    return Line(text, min(line.sure for line in row), (left, top, right - left, bottom - top))


@cache
def _engine() -> Any:
    """Made once a process: loading the models takes longer than a short page."""
    if not is_installed():
        raise Missing
    return import_module("rapidocr").RapidOCR(params=SETTINGS)
