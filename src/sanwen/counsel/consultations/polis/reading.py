"""Files of Polis, or a zip of them, as rows; the first fault with its file and line."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from sanwen.core.ruling import NotAllowed
from sanwen.core.unreadable import in_words
from sanwen.methods.opinion import Keyed
from sanwen.methods.opinion.polis_files import (
    Told,
    is_of_votes,
    participants_of,
    statements_of,
    votes_of,
)
from sanwen.methods.unreadable import Unreadable

COMMENTS = "comments.csv"
VOTES = ("votes.csv", "participants-votes.csv")
# Unpacked; larger ones are taken in on the machine itself, if at all.
LARGEST = 200_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    keyed: Keyed
    told: list[Told]


def conversation(files: Mapping[str, bytes]) -> Conversation:
    """By file name. NotAllowed with what to do where a file is missing or cannot be read."""
    whole = _unpacked(files)
    votes = next((name for name in VOTES if name in whole), None)
    if votes is None or COMMENTS not in whole:
        raise NotAllowed(
            _("Choose comments.csv and votes.csv (or participants-votes.csv), or a zip of them.")
        )
    name, rows = votes, _rows(whole, votes)
    try:
        keyed = votes_of(rows) if is_of_votes(rows[0]) else participants_of(rows)
        name = COMMENTS
        told = statements_of(_rows(whole, COMMENTS))
    except Unreadable as no:
        raise NotAllowed(f"{name}: {in_words(no)}") from None
    return Conversation(keyed, told)


def _unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    whole: dict[str, bytes] = {}
    for name, content in files.items():
        if name.lower().endswith(".zip"):
            whole |= _of_zip(content)
        else:
            whole[_plain(name)] = content
    return whole


def _of_zip(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [
                one for one in archive.infolist() if _plain(one.filename) in (*VOTES, COMMENTS)
            ]
            if sum(one.file_size for one in members) > LARGEST:
                raise NotAllowed(_("These files are too large for a page."))
            return {_plain(one.filename): archive.read(one) for one in members}
    except BadZipFile:
        raise NotAllowed(_("This is not a zip file.")) from None


def _plain(name: str) -> str:
    """votes.csv, also where a browser calls it “topic-votes.csv” or a folder stands before it."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    known = sorted((*VOTES, COMMENTS), key=len, reverse=True)
    return next((one for one in known if name.endswith(one)), name)


def _rows(files: Mapping[str, bytes], name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            rows = list(csv.reader(StringIO(files[name].decode(encoding), newline="")))
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
        if rows:
            return rows
        break
    raise NotAllowed(_("%(name)s is empty or is not a table of text (CSV).") % {"name": name})
