"""The opinion map of a folder or file of votes, on one's own machine: numbers, or a page."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from sanwen.cli import telling
from sanwen.cli.opinion_page import page
from sanwen.cli.refusal import Refused
from sanwen.cli.terminal import spoken
from sanwen.methods.opinion import Characteristic, Consensus, Group, Keyed, OpinionMap, opinion_map
from sanwen.methods.opinion.polis_files import (
    Told,
    is_of_votes,
    participants_of,
    statements_of,
    votes_of,
)
from sanwen.methods.percent import percent, span
from sanwen.methods.share import Share
from sanwen.methods.unreadable import Unreadable

VOTES, PARTICIPANTS, STATEMENTS = "votes.csv", "participants-votes.csv", "comments.csv"


@dataclass(frozen=True)
class Read:
    """Votes with the files' own keys, and the statements' texts where there are any."""

    keyed: Keyed
    told: dict[int | str, Told]

    @property
    def out(self) -> list[int]:
        keys = self.keyed.statements
        return [
            at for at, key in enumerate(keys) if (one := self.told.get(_key(key))) and one.is_out
        ]

    @property
    def statements(self) -> int:
        """Those voted on and those only listed, without what is moderated out."""
        listed = {key for key, one in self.told.items() if not one.is_out}
        gone = {key for key, one in self.told.items() if one.is_out}
        return len((listed | {_key(key) for key in self.keyed.statements}) - gone)

    def key(self, statement: int) -> int | str:
        return _key(self.keyed.statements[statement])

    def text(self, statement: int) -> str:
        one = self.told.get(self.key(statement))
        return one.text if one else ""


def run(*, source: Path, out: Path | None, language: str, as_json: bool) -> int:
    read = _read(source)
    found = opinion_map(read.keyed.votes, moderated_out=read.out)
    if out is not None:
        try:
            out.write_text(page(found, read.text, read.key, language or spoken()), encoding="utf-8")
        except OSError as no:
            raise Refused(f"{out} cannot be written: {no.strerror}.") from None
    if as_json:
        telling.machine(_as_json(found, read))
    else:
        telling.person(_in_words(found, read))
        if out is not None:
            telling.wrong(f"Written: {out}")
    return 0


def _read(source: Path) -> Read:
    folder = source if source.is_dir() else source.parent
    file = source if source.is_file() else folder / VOTES
    if not file.is_file():
        file = folder / PARTICIPANTS
    if not file.is_file():
        raise Refused(f"{source}: there is no {VOTES} and no {PARTICIPANTS} in it.")
    with _lines(file) as lines, _reasons(file):
        head = next(lines, [])
        rows = chain([head], lines) if head else lines
        keyed = votes_of(rows) if is_of_votes(head) else participants_of(rows)
    return Read(keyed, _told(folder / STATEMENTS))


def _told(file: Path) -> dict[int | str, Told]:
    if not file.is_file():
        return {}
    with _reasons(file), _lines(file) as lines:
        return {one.key: one for one in statements_of(lines)}


@contextmanager
def _reasons(file: Path) -> Iterator[None]:
    try:
        yield
    except Unreadable as no:
        raise Refused(f"{file}: {no}") from None


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[Sequence[str]]]:
    """In UTF-8, else in the Chinese national encoding."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with file.open(newline="", encoding=encoding) as opened:
                opened.read(1 << 16)
            break
        except UnicodeDecodeError:
            continue
        except OSError as no:
            raise Refused(f"{file} cannot be read: {no.strerror}.") from None
    try:
        with file.open(newline="", encoding=encoding) as opened:
            yield csv.reader(opened)
    except (UnicodeDecodeError, csv.Error):
        raise Refused(f"{file} is not a table of text (CSV).") from None


def _key(key: Any) -> int | str:
    return key if isinstance(key, int) else str(key)


def _as_json(found: OpinionMap, read: Read) -> dict[str, Any]:
    return {
        "participants": found.turnout.participants,
        "statements": read.statements,
        "votes": found.turnout.votes,
        "placed": found.turnout.placed,
        "k": found.k,
        "p_no_groups": found.p_no_groups,
        "stability": found.stability.overall if found.groups else None,
        "stability_of": {"people": found.stability.people, "votes": found.stability.votes}
        if found.groups
        else None,
        "is_continuum": found.is_continuum,
        "explained": found.explained,
        "groups": [_group(group, found, read) for group in found.groups],
        "consensus": [_consensus(one, read) for one in found.consensus],
    }


def _group(group: Group, found: OpinionMap, read: Read) -> dict[str, Any]:
    members = (found.group == group.number).nonzero()[0].tolist()
    return {
        "size": group.size,
        "core": group.core,
        "stability": group.stability,
        "members": [_key(read.keyed.participants[at]) for at in members],
        "statements": [_characteristic(one, read) for one in group.characteristic],
    }


def _characteristic(one: Characteristic, read: Read) -> dict[str, Any]:
    return {
        "id": read.key(one.statement),
        "direction": _side(one.direction),
        **_share(one.inside),
        "others": _share(one.outside),
        "effect": {"value": one.effect.value, "low": one.effect.low, "high": one.effect.high},
        "p": one.p,
        "q": one.q,
    }


def _consensus(one: Consensus, read: Read) -> dict[str, Any]:
    tally = one.tally
    return {
        "id": read.key(one.statement),
        "direction": _side(one.direction),
        **_share(one.all),
        "against": _share(one.against),
        "least_group": _share(one.least),
        "score": one.score,
        "agree": tally.agree,
        "disagree": tally.disagree,
        "pass": tally.passed,
    }


def _side(direction: int) -> str:
    return "agree" if direction > 0 else "disagree"


def _share(share: Share) -> dict[str, float]:
    return {"share": share.value, "low": share.low, "high": share.high}


def _in_words(found: OpinionMap, read: Read) -> str:
    turnout = found.turnout
    lines = [
        f"{turnout.voted} people took part, {turnout.placed} voted on at least {turnout.needed} "
        f"statements and have a place; {read.statements} statements, {turnout.votes} votes.",
        _about_groups(found),
    ]
    for group in () if found.is_continuum else found.groups:
        lines.append(f"Group {group.number + 1}: {group.size} people, {group.core} of them always.")
        lines += [_line(one.direction, one.inside, read, one) for one in group.characteristic[:5]]
    lines.append(f"Statements that unite: {len(found.consensus)}")
    lines += [_line(one.direction, one.all, read, one) for one in found.consensus[:5]]
    lines.append("Whoever came by their own choice stands for nobody but themselves.")
    return "\n".join(lines)


def _about_groups(found: OpinionMap) -> str:
    if found.k == 1:
        return f"No groups (p = {found.p_no_groups:.2f})."
    kind = "a continuum, no clear sides" if found.is_continuum else "stable"
    overall = found.stability.overall
    return f"{found.k} groups (p = {found.p_no_groups:.2f}), stability {overall:.2f}: {kind}."


def _line(direction: int, share: Share, read: Read, one: Characteristic | Consensus) -> str:
    told = f"{percent(share.value)} ({span(share.low, share.high)})"
    return f"  {_side(direction)} {told}  {read.key(one.statement)} {read.text(one.statement)[:60]}"
