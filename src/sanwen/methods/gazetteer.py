"""Takes the place out of the words: one's own areas by name and alias, then roads and estates.

A nationwide parser puts things into the wrong city; here the areas of one body come first, by
longest match. Where a name may mean several areas, or only resembles one, the place is unsure and
names its candidates: a person is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from sanwen.methods.landmarks import landmarks
from sanwen.methods.personal_kinds import FILL, plainly

# What an area is called beside its name; those of one group are taken for one another, as when a
# township becomes a town.
_GROUPS = (
    ("街道办事处", "街道办", "街道", "镇", "乡", "苏木"),
    (
        "社区居民委员会", "社区居委会", "村民委员会", "居民委员会",
        "社区", "居委会", "村委会", "行政村", "村", "嘎查",
    ),
    ("自治州", "地区", "盟", "自治县", "新区", "区", "县", "旗", "市", "省"),
)  # fmt: skip
_ENDING = re.compile("(?:" + "|".join(word for group in _GROUPS for word in group) + ")$")
_ENDING_HERE = re.compile(_ENDING.pattern[:-1])
_ENGLISH_ENDING = re.compile(
    r" (?:sub-?district|township|town|village|community|neighbou?rhood|county|district|city"
    r"|province)$"
)
# A road or a firm that has its name from an area need not lie in it.
_ELSEWHERE = re.compile(
    "[东南西北中]?[一二三四五六七八九十]?"
    "(?:[大老新]?[路街巷桥]|大道|大桥|高速|立交|银行|公司|集团|酒店|宾馆|饭店|餐|米粉|牌|大学|学院)"
)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One area: the caller's key, its names (the first is the official one), the area around it."""

    key: int
    names: tuple[str, ...]
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of the text; `key` where it is one known area.

    `sure` is false where the name only resembles an area or means several, the `candidates`; a
    road or an estate has no key, and is sure where its beginning is plain to see.
    """

    key: int | None
    name: str
    start: int
    end: int
    sure: bool
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    keys: tuple[int, ...]
    # The name as it is written in the table; a shortened one needs more care.
    is_whole: bool
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    names: Mapping[str, _Name]
    # First sign to the lengths of the names that begin with it, longest first.
    lengths: Mapping[str, tuple[int, ...]]
    starts: "re.Pattern[str]"
    within: Mapping[int, int | None]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        known = list(entries)
        names = _names(known)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in names:
            lengths[name[0]].add(len(name))
        signs = "".join(sorted(map(re.escape, lengths)))
        return cls(
            names=names,
            lengths={sign: tuple(sorted(sizes, reverse=True)) for sign, sizes in lengths.items()},
            starts=re.compile(f"[{signs}]" if signs else "(?!)"),
            within={entry.key: entry.within for entry in known},
        )

    def find(self, text: str) -> list[Place]:
        """Every place in the words, in order, never overlapping; offsets count the text's signs."""
        plain = _lower(plainly(text))
        areas = list(self._areas(plain))
        around = {place.key for place in areas if place.sure}
        areas = [self._settled(place, around) for place in areas]
        rest = plain
        for place in areas:
            rest = rest[: place.start] + FILL * (place.end - place.start) + rest[place.end :]
        others = (
            Place(None, text[start:end], start, end, sure) for start, end, sure in landmarks(rest)
        )
        named = (replace(place, name=text[place.start : place.end]) for place in areas)
        return sorted([*named, *others], key=lambda place: place.start)

    def area(self, text: str) -> Place | None:
        """The one area that the words are about, the smallest named; unsure where several are."""
        return self.chosen(self.find(text))

    def chosen(self, places: Sequence[Place]) -> Place | None:
        """The one area among places found: the smallest of those that lie in one another."""
        sure = [place for place in places if place.key is not None and place.sure]
        if not sure:
            return next((place for place in places if place.candidates), None)
        deepest = max(sure, key=lambda place: len(self._chain(place.key)))
        chain = self._chain(deepest.key)
        outside = [place.key for place in sure if place.key not in chain]
        if not outside:
            return deepest
        keys = dict.fromkeys(place.key for place in sure if place.key is not None)
        return replace(deepest, key=None, sure=False, candidates=tuple(keys))

    def _chain(self, key: int | None) -> list[int]:
        chain: list[int] = []
        while key is not None and key not in chain:
            chain.append(key)
            key = self.within.get(key)
        return chain

    def _areas(self, plain: str) -> Iterator[Place]:
        after = 0
        for match in self.starts.finditer(plain):
            start = match.start()
            if start < after:
                continue
            for length in self.lengths[match[0]]:
                name = self.names.get(plain[start : start + length])
                place = _place(plain, start, start + length, name) if name else None
                if place:
                    after = place.end
                    yield place
                    break

    def _settled(self, place: Place, around: set[int | None]) -> Place:
        """A name of several areas means the one whose surroundings are named as well."""
        if place.key is not None or not place.candidates:
            return place
        named = [key for key in place.candidates if around.intersection(self._chain(key)[1:])]
        widest = [
            key
            for key in place.candidates
            if all(key in self._chain(other) for other in place.candidates)
        ]
        meant = named if len(named) == 1 else widest
        if len(meant) != 1:
            return place
        return replace(place, key=meant[0], sure=True, candidates=())


def _lower(plain: str) -> str:
    """Lower case, sign by sign: a few letters would otherwise become two."""
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(sign.lower()[:1] for sign in plain)


def _names(entries: Sequence[Entry]) -> dict[str, _Name]:
    whole: dict[str, list[int]] = defaultdict(list)
    short: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries:
        for given in entry.names:
            name = _lower(plainly(given)).strip()
            if len(name) < 2 or entry.key in whole[name]:
                continue
            whole[name].append(entry.key)
            cut, group = _shortened(name)
            if cut and (entry.key, group) not in short[cut]:
                short[cut].append((entry.key, group))
    found = {name: _Name(tuple(keys), True) for name, keys in whole.items() if keys}
    for name, keys in short.items():
        if name not in found:
            found[name] = _Name(
                tuple(dict.fromkeys(key for key, _ in keys)), False, tuple(g for _, g in keys)
            )
    return found


def _shortened(name: str) -> tuple[str, int]:
    """The name without what kind of area it is, and the group of that kind; "" where too short."""
    if name.isascii():
        cut = _ENGLISH_ENDING.sub("", name)
        return (cut, -1) if cut != name and len(cut) > 3 else ("", -1)
    ending = _ENDING.search(name)
    if not ending or ending.start() < 2:
        return "", -1
    return name[: ending.start()], _group(ending[0])


def _group(ending: str) -> int:
    return next(number for number, group in enumerate(_GROUPS) if ending in group)


def _place(plain: str, start: int, end: int, name: _Name) -> Place | None:
    """The place a name stands for here; none where it is only part of another word."""
    if plain[start].isascii() and not _stands_alone(plain, start, end):
        return None
    sure = True
    if not name.is_whole and not plain[start].isascii():
        ending = _ENDING_HERE.match(plain, end)
        if ending and _group(ending[0]) in name.groups:
            end = ending.end()
        elif ending or _ELSEWHERE.match(plain, end):
            return None
        else:
            # 和平 is an area, and a word.
            sure = end - start > 2
    elif _ELSEWHERE.match(plain, end) and not _ENDING.search(plain, start, end):
        sure = False
    one = name.keys[0] if len(name.keys) == 1 and sure else None
    return Place(one, "", start, end, one is not None, () if one is not None else name.keys)


def _stands_alone(plain: str, start: int, end: int) -> bool:
    around = plain[start - 1 : start] + plain[end : end + 1]
    return not any(sign.isascii() and sign.isalnum() for sign in around)
