"""Two waves of one question side by side: did the share change, or can that not be told?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanwen.methods import surveys as methods
from sanwen.verdict.surveys.models import Item, Survey


@dataclass(frozen=True, slots=True)
class Share:
    """A published share, read back from its snapshot."""

    value: float | None
    low: float
    high: float


def told(survey: Survey, questions: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Of the earlier wave only what is published counts; nothing of it is computed again."""
    earlier = survey.before.results.first() if survey.before is not None else None
    if survey.before is None or earlier is None:
        return []
    known = {_same(each): each for each in earlier.figures["questions"]}
    pairs = [(known.get(_same(each)), each) for each in questions]
    return [
        _pair(survey.before, before, after)
        for before, after in pairs
        if before is not None and _has_share(before) and _has_share(after)
    ]


def _same(question: Mapping[str, Any]) -> tuple[str, str]:
    """The same item of the four questions and the three senses, or the same words."""
    if question["item"] != Item.OWN:
        return str(question["item"]), ""
    return str(Item.OWN), str(question["text"])


def _has_share(question: Mapping[str, Any]) -> bool:
    headline = question.get("headline") or {}
    return not headline.get("is_hidden", True) and headline.get("share") is not None


def _share(question: Mapping[str, Any]) -> Share:
    headline = question["headline"]
    return Share(headline["share"], headline["low"], headline["high"])


def _pair(survey: Survey, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, object]:
    found = methods.difference(_share(before), _share(after))
    return {
        "number": after["number"],
        "text": after["text"],
        "before_text": before["text"],
        "before_ref": survey.ref,
        "before": _figures(before),
        "after": _figures(after),
        "value": round(found.value, 6) if found.value is not None else None,
        "low": round(found.low, 6),
        "high": round(found.high, 6),
        "reading": str(found.reading),
    }


def _figures(question: Mapping[str, Any]) -> dict[str, object]:
    headline = question["headline"]
    return {name: headline[name] for name in ("share", "low", "high", "n")}
