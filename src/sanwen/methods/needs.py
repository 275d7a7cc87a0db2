"""What kind of need a message tells of: 急 难 愁 盼, shared or not, basic or not, now or later.

Attributes of the matter, never of the person: nothing here is about who writes or how. Each answer
has the words it rests on, and says nothing where nothing speaks; a clerk confirms or corrects it.
The pairs are those of 共性与个性、基本与非基本、当前与长远; their words are in data/needs.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from sanwen.methods.urgency import urgency

Kind = Literal["urgent", "hard", "worry", "hope"]
KINDS: tuple[Kind, ...] = ("urgent", "hard", "worry", "hope")
Reach = Literal["common", "individual"]
Horizon = Literal["now", "long"]

# Beyond this many characters a message repeats itself; shown are the first words found.
_READ = 1500
_MOST = 4
_GAP = re.compile(r"<(\d+)>")


@dataclass(frozen=True, slots=True)
class Needs:
    """What the words suggest; None and nothing where they do not say."""

    kinds: tuple[Kind, ...] = ()
    reach: Reach | None = None
    basic: bool | None = None
    horizon: Horizon | None = None
    because: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain lists and words, fit for JSON."""
        return {
            "kinds": list(self.kinds),
            "reach": self.reach,
            "basic": self.basic,
            "horizon": self.horizon,
            "because": {what: list(words) for what, words in self.because.items()},
        }


def needs(text: str) -> Needs:
    """Kinds in the order 急 难 愁 盼; each of the other three where the words take one side."""
    plain = unicodedata.normalize("NFKC", text[:_READ]).lower()
    because = dict(_kinds(plain, text))
    kinds = tuple(kind for kind in KINDS if kind in because)
    reach = _reach(plain)
    basic = _more(plain, "basic", "not_basic")
    horizon = _more(plain, "now", "long")
    for side in (reach, basic, horizon):
        because |= side
    return Needs(
        kinds=kinds,
        reach=next(iter(reach), None),  # type: ignore[arg-type]
        basic="basic" in basic if basic else None,
        horizon=next(iter(horizon), None),  # type: ignore[arg-type]
        because=because,
    )


def _kinds(plain: str, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    now = urgency(text)
    if now.urgent:
        yield "urgent", now.because[:_MOST]
    for kind in KINDS[1:]:
        if words := _words(kind, plain):
            yield kind, words[:_MOST]


def _reach(plain: str) -> dict[str, tuple[str, ...]]:
    """Who says "we" speaks for many; who says "I" for one; else those whom it concerns decide."""
    for side, table in (("common", "common"), ("individual", "individual"), ("common", "public")):
        if words := _words(table, plain):
            return {side: words[:_MOST]}
    return {}


def _more(plain: str, one: str, other: str) -> dict[str, tuple[str, ...]]:
    """The side that more different words speak for; undecided where both speak alike."""
    mine, theirs = _words(one, plain), _words(other, plain)
    if len(mine) == len(theirs):
        return {}
    return {one: mine[:_MOST]} if len(mine) > len(theirs) else {other: theirs[:_MOST]}


def _words(table: str, plain: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _tables()[table].finditer(plain)))


@cache
def _tables() -> Mapping[str, re.Pattern[str]]:
    file = resources.files("sanwen.methods").joinpath("data/needs.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: re.compile(_GAP.sub(r"[^,。;!?]{0,\1}", "|".join(row))) for name, row in rows.items()
    }
