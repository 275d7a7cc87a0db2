"""From corrections to figures: how often the first guess was right, the sets, the doubt."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sanwen.methods.calibration import curve, expected_error
from sanwen.methods.share import share
from sanwen.office.suggesting.corrections import Correction


def counted(rows: Sequence[Correction], top: Mapping[int, int]) -> dict[str, Any]:
    """`top` is the branch of the tree above each subject. Fit for JSON."""
    guessed = [row for row in rows if row.ranked]
    right = [_is_right(row) for row in guessed]
    sets = [row for row in rows if row.inside]
    held = sum(row.subject in row.inside for row in sets)
    bins = curve([row.ranked[0]["p"] for row in guessed], right)
    return {
        "matters": len(rows),
        "guessed": len(guessed),
        "right": asdict(share(sum(right), len(guessed))),
        "sets": len(sets),
        "covered": asdict(share(held, len(sets))),
        "size": sum(len(row.inside) for row in sets) / len(sets) if sets else 0.0,
        "unsure": sum(row.unsure for row in rows) / len(rows) if rows else 0.0,
        "error": expected_error(bins),
        "bins": [asdict(one) for one in bins],
        "branches": _branches(rows, top),
    }


def _is_right(row: Correction) -> bool:
    return bool(row.ranked) and row.ranked[0]["id"] == row.subject


def _branches(rows: Sequence[Correction], top: Mapping[int, int]) -> list[dict[str, Any]]:
    """In the order of the tree: a map of what is hard to tell apart, not a contest."""
    mine: dict[int, list[Correction]] = defaultdict(list)
    for row in rows:
        mine[top.get(row.subject, row.subject)].append(row)
    return [
        {
            "subject": branch,
            "n": len(found),
            "right": asdict(share(sum(map(_is_right, found)), len(found))),
            "near": sum(
                bool(row.ranked) and top.get(row.ranked[0]["id"]) == branch for row in found
            ),
        }
        for branch, found in mine.items()
    ]
