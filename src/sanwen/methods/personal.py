"""Finds and masks what tells who somebody is: numbers, addresses, accounts, names, front doors.

Recall comes first: what only may be personal is masked, and a reader sees that and what was
masked. Numbers carry their own proof where they have one (GB 11643 check digit and birth date,
Luhn's formula); the rest rests on words that stand before them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanwen.methods.personal_doors import doors
from sanwen.methods.personal_kinds import CHINESE, FILL, Kind, Mark, plainly
from sanwen.methods.personal_names import names as _names
from sanwen.methods.personal_numbers import numbers, published

__all__ = ["CHINESE", "ENGLISH", "Kind", "Mark", "Masked", "find", "labels_for", "masked", "put"]

ENGLISH: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PHONE: "[phone number]",
        Kind.ID: "[ID number]",
        Kind.CARD: "[bank card]",
        Kind.EMAIL: "[e-mail]",
        Kind.ACCOUNT: "[account]",
        Kind.PLATE: "[number plate]",
        Kind.DOCUMENT: "[document number]",
        Kind.NAME: "[name]",
        Kind.HOUSE: "[house number]",
    }
)


@dataclass(frozen=True, slots=True)
class Masked:
    """The text as it may be shown, and what was found in the text as it was given."""

    text: str
    found: tuple[Mark, ...]


def find(text: str, *, names: bool = True, keep: Collection[str] = ()) -> list[Mark]:
    """Where personal data stands in the text, in order, never overlapping.

    `names=False` leaves out people's names, which cost most of the time. `keep` are published
    contacts (telephone numbers, addresses) that stay visible; a number is the same with or
    without spaces, dashes, area code and extension. Offsets count the characters of `text`.
    """
    plain = plainly(text)
    kept = published(keep)
    found: list[Mark] = []
    while fresh := _apart(_round(plain, names=names)):
        found.extend(mark for mark in fresh if not kept(mark, plain))
        # What was found must not stand in the way of its neighbours, and its label must not
        # make new ones: the next round reads the text as masked.
        plain = _without(plain, fresh)
    return sorted(found, key=lambda mark: mark.start)


def masked(
    text: str,
    *,
    names: bool = True,
    keep: Collection[str] = (),
    labels: Mapping[Kind, str] = CHINESE,
) -> Masked:
    """The text with a label in place of everything found; masking it again changes nothing.

    `labels` say what was masked in the reader's language; each begins and ends with a bracket.
    """
    found = tuple(find(text, names=names, keep=keep))
    return Masked(put(text, found, labels), found)


def labels_for(text: str) -> Mapping[Kind, str]:
    """The labels in the language that the text itself is in."""
    return CHINESE if any("\u3400" <= sign <= "\u9fff" for sign in text) else ENGLISH


def put(text: str, marks: Collection[Mark], labels: Mapping[Kind, str] = CHINESE) -> str:
    """The text with the label of its kind in place of each mark."""
    parts, at = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts += [text[at : mark.start], labels[mark.kind]]
        at = mark.end
    return "".join([*parts, text[at:]])


def _round(plain: str, *, names: bool) -> Iterator[Mark]:
    """Surest first: of two that overlap, the earlier one stands."""
    yield from numbers(plain)
    yield from doors(plain)
    if names:
        yield from _names(plain)


def _apart(marks: Iterator[Mark]) -> list[Mark]:
    taken: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in taken):
            taken.append(mark)
    return taken


def _without(plain: str, marks: Collection[Mark]) -> str:
    for mark in marks:
        plain = plain[: mark.start] + FILL * (mark.end - mark.start) + plain[mark.end :]
    return plain
