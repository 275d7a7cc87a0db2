"""Writes elections as Pabulib's `.pb` text, and amounts in decimal."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanwen.methods.ballots.election import Election, Kind, Points, Voter


@dataclass(frozen=True, slots=True)
class Document:
    """A file: the election, and each voter's own line in the order of the file."""

    election: Election
    voters: tuple[Voter, ...]


def write(document: Document) -> str:
    """The text of a `.pb` file; reading it gives the same election and voters."""
    election = document.election
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    counted = {"num_projects": str(len(election.projects)), "num_votes": str(len(document.voters))}
    spoken = {"budget": plain(election.budget), "vote_type": str(election.kind)}
    meta = {**election.meta, **counted, **spoken}
    lines.writerows([["META"], ["key", "value"], *meta.items()])
    columns = _columns(project.fields for project in election.projects)
    known = [name for name in columns if name not in ("project_id", "cost", "name")]
    lines.writerows([["PROJECTS"], ["project_id", "cost", "name", *known]])
    for project in election.projects:
        rest = [project.fields.get(name, "") for name in known]
        lines.writerow([project.id, plain(project.cost), project.name, *rest])
    _write_votes(lines.writerow, document)
    return out.getvalue()


def _write_votes(row: Callable[[Sequence[str]], object], document: Document) -> None:
    with_points = document.election.kind in (Kind.CUMULATIVE, Kind.SCORING)
    ids = [project.id for project in document.election.projects]
    known = [name for name in _columns(v.fields for v in document.voters) if name != "voter_id"]
    row(["VOTES"])
    row(["voter_id", *known, "vote", *(["points"] if with_points else [])])
    for number, voter in enumerate(document.voters):
        said = [voter.fields.get("voter_id", str(number))]
        said += [voter.fields.get(name, "") for name in known]
        said.append(",".join(ids[place] for place, _ in voter.marks))
        if with_points:
            said.append(",".join(plain(points) for _, points in voter.marks))
        row(said)


def _columns(of: Iterator[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for fields in of for name in fields))


def plain(amount: Points) -> str:
    """An amount in decimal where it has an end, else as a fraction."""
    if amount.denominator == 1:
        return str(amount.numerator)
    for places in range(1, 13):
        scaled = amount * 10**places
        if scaled.denominator == 1:
            sign, digits = "-" * (scaled < 0), str(abs(scaled.numerator)).zfill(places + 1)
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return str(amount)
