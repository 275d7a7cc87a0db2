"""From the tables to an election, from an election to the published files and the result."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.counsel.ballots.models import Ballot, Kind, Method, Option, Shape, Slip
from sanwen.methods import ballots as counting
from sanwen.methods.ballots import Completion, Document, Election, Project, Rule, Settings, Voter

BEST = 5
KINDS = {
    Shape.APPROVAL: counting.Kind.APPROVAL,
    Shape.SCORE: counting.Kind.SCORING,
    Shape.RANKED: counting.Kind.RANKED,
}
SHAPES = {
    counting.Kind.APPROVAL: Shape.APPROVAL,
    counting.Kind.SCORING: Shape.SCORE,
    counting.Kind.CUMULATIVE: Shape.SCORE,
    counting.Kind.RANKED: Shape.RANKED,
}
Chosen = Sequence[tuple[str, counting.Points]]


def written(shape: str, chosen: Chosen) -> str:
    """What a voter chose, as it is kept: by number, so that the order of ticking is not told."""
    if shape == Shape.RANKED:
        return ",".join(name for name, _points in chosen)
    if shape == Shape.APPROVAL:
        return ",".join(sorted(name for name, _points in chosen))
    return ",".join(f"{name}:{points}" for name, points in sorted(chosen) if points)


def settings_of(one: Ballot) -> Settings:
    rule, completion = one.method.split("/")
    return Settings(rule=Rule(rule), completion=Completion(completion))


def command(one: Ballot) -> str:
    """With which anybody counts the published file again."""
    rule, completion = one.method.split("/")
    return f"sanwen budget {one.ref}.pb --rule {rule} --completion {completion}"


def document(one: Ballot, options: Sequence[Option], slips: Iterable[Slip]) -> Document:
    """The whole list, in the order of the receipts: an order that says nothing of time."""
    projects = tuple(_project(option) for option in options)
    meta = _meta(one)
    lines = sorted((slip.receipt or "", slip.marks) for slip in slips)
    votes = [_vote(one, marks) for _receipt, marks in lines]
    election = counting.election(
        projects, Fraction(one.budget), votes, kind=KINDS[Shape(one.shape)], meta=meta
    )
    where = {project.id: place for place, project in enumerate(projects)}
    voters = tuple(
        Voter(_marks(one, marks, where, meta), {"voter_id": str(number), "receipt": receipt})
        for number, (receipt, marks) in enumerate(lines, 1)
    )
    return Document(election, voters)


def _project(option: Option) -> Project:
    fields = {"name": option.title}
    if option.place:
        fields["place"] = option.place
    return Project(option.name, Fraction(option.cost), option.title, fields)


def _meta(one: Ballot) -> dict[str, str]:
    days = {"date_begin": one.opens_on, "date_end": one.closes_on}
    year = local_day(one.published_at).year if one.published_at else ""
    meta = {
        "description": one.title,
        "country": "China",
        "unit": one.unit.name,
        "instance": f"{one.ref} {year}".strip(),
        "rule": one.method,
        **{name: day.isoformat() for name, day in days.items() if day},
    }
    if one.shape != Shape.SCORE:
        meta["max_length"] = str(one.most)
    return meta


def _vote(one: Ballot, marks: str) -> Mapping[str, Fraction] | Sequence[str]:
    names = [part for part in marks.split(",") if part]
    if one.shape != Shape.SCORE:
        return names
    pairs = (part.rsplit(":", 1) for part in names)
    return {name: Fraction(points) for name, points in pairs}


def _marks(
    one: Ballot, marks: str, where: Mapping[str, int], meta: Mapping[str, str]
) -> counting.Marks:
    vote = _vote(one, marks)
    if isinstance(vote, Mapping):
        return counting.scored({where[name]: points for name, points in vote.items()})
    kind = KINDS[Shape(one.shape)]
    return counting.named([where[name] for name in vote], counting.longest(kind, meta, len(where)))


def as_csv(found: Document) -> str:
    """The same list as a table: a line a slip, a column an option."""
    out = io.StringIO()
    table = csv.writer(out)
    projects = found.election.projects
    table.writerow([_("receipt"), *(f"{project.id} {project.name}" for project in projects)])
    for voter in found.voters:
        points = dict(voter.marks)
        cells = (points.get(place, "") for place in range(len(projects)))
        table.writerow([voter.fields["receipt"], *map(str, cells)])
    return "\ufeff" + out.getvalue()


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def result(one: Ballot, election: Election) -> dict[str, Any]:
    """What is published: for each option its place or its fate, with the numbers behind it."""
    if one.kind == Kind.PRIORITY:
        wanted = counting.priority(election)
        lines = [
            {"name": w.id, "place": w.place, "points": _number(w.points), "voters": w.voters}
            for w in wanted
        ]
        return {"voters": election.voters, "lines": lines}
    outcome = counting.decide(election, settings_of(one))
    seen = counting.represented(election, outcome.winners)
    return {
        "voters": election.voters,
        "winners": list(outcome.winners),
        "spent": _number(outcome.spent),
        "budget": _number(outcome.budget),
        "share": None if outcome.share is None else _number(outcome.share),
        "lines": [_line(reason) for reason in outcome.reasons],
        "with_so_many": [[k, voters] for k, voters in seen.with_so_many.items()],
        "for_each": float(seen.for_each),
    }


def _line(reason: counting.Reason) -> dict[str, Any]:
    known = {"price": reason.price, "left": reason.left, "lacks": reason.lacks}
    return {
        "name": reason.id,
        "fate": str(reason.fate),
        "turn": reason.turn,
        "cost": _number(reason.cost),
        "points": _number(reason.points),
        "voters": reason.named,
        **{name: _number(value) for name, value in known.items() if value is not None},
    }


def _number(amount: Fraction) -> int | float:
    """For reading: cents at most. No winner hangs on it."""
    return amount.numerator if amount.denominator == 1 else round(float(amount), 2)


def method_of(rule: str) -> Method:
    """The nearest of ours to what a file says of itself."""
    return Method.SHARES_ADD1 if "equalshares" in rule.replace("-", "").lower() else Method.GREEDY
