"""What people said, as topics are made of it, and what a topic is told as."""

from dataclasses import dataclass
from datetime import datetime

# Beyond this many characters of a text the subject is seldom still being named.
READ = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One message: the caller's key, its words, when, where (code or name), and by whom.

    `person` is an opaque token, the same for the same person; "" is unknown and counts as one
    person for each message. `votes` is how many others stood by it.
    """

    key: int
    text: str
    at: datetime
    place: str = ""
    person: str = ""
    title: str = ""
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A topic: whose messages (keys, ascending), its name and the words most its own.

    `people` are different people, `first` and `last` the span, `score` the rank (people +
    2·ln(1 + votes), so that neither one person's repetition nor clicks alone lift it), `places`
    the places named, the commonest first.
    """

    keys: tuple[int, ...]
    name: str
    words: tuple[str, ...]
    people: int
    first: datetime
    last: datetime
    score: float
    places: tuple[str, ...]


def read(said: Said) -> str:
    """The words a message is grouped by: its title twice, its place, and how it begins."""
    title, text = " ".join(said.title.split()), " ".join(said.text.split())
    return "\n".join(part for part in (title, title, said.place, text[:READ]) if part)


def by_whom(said: Said) -> tuple[str, int]:
    """Equal for messages of one person; a message of an unknown person is like no other."""
    return (said.person, 0) if said.person else ("", said.key)
