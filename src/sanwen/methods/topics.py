"""Topics: messages about the same matter at the same place, grouped, named, ranked by breadth.

Messages are alike by the character n-grams of their titles and beginnings (`grams`); alike ones
are linked, and the links are cut into groups in which the average message is alike to the others.
"""

from collections import Counter
from collections.abc import Sequence
from math import log1p

from sanwen.methods.clusters import groups
from sanwen.methods.naming import Namer
from sanwen.methods.said import Found, Said, by_whom, read

__all__ = ["Found", "Said", "topics"]


def topics(said: Sequence[Said], *, at_least: int = 5) -> list[Found]:
    """The topics with at least so many messages, the one with most need and breadth first.

    The same, bit for bit, whatever the order of `said`. Keys must differ: ValueError.
    """
    ordered = sorted(said, key=lambda one: one.key)
    if any(a.key == b.key for a, b in zip(ordered, ordered[1:], strict=False)):
        raise ValueError("two messages have the same key")
    texts = [read(one) for one in ordered]
    found = groups(texts, at_least=at_least)
    namer = Namer(ordered)
    topics = [_told([ordered[at] for at in group], namer) for group in found]
    return sorted(topics, key=lambda topic: (-topic.score, topic.keys))


def score(said: Sequence[Said]) -> float:
    """Need and breadth: different people, and a little for each doubling of those who agreed."""
    return len({by_whom(one) for one in said}) + 2 * log1p(sum(max(one.votes, 0) for one in said))


def _told(said: Sequence[Said], namer: Namer) -> Found:
    name, words = namer.name(said)
    places = Counter(one.place for one in said if one.place)
    return Found(
        keys=tuple(one.key for one in said),
        name=name,
        words=words,
        people=len({by_whom(one) for one in said}),
        first=min(one.at for one in said),
        last=max(one.at for one in said),
        score=score(said),
        places=tuple(sorted(places, key=lambda place: (-places[place], place))),
    )
