"""A ballot in words: where it stands, how one votes, and why each was chosen or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.dates import day_words, is_chinese, local_day, short_day
from sanwen.counsel.ballots.electing import BEST
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Method, Option, Shape, Tally
from sanwen.counsel.ballots.states import Standing, State, standing
from sanwen.methods.ballots import Fate


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot in a list."""

    one: Ballot
    unit: str
    standing: str
    words: str


def line(one: Ballot, today: date, language: str) -> Line:
    where = standing(one.state, one.opens_on, one.closes_on, today)
    return Line(one, one.unit.name_in(language), where, stands(one, today))


def stands(one: Ballot, today: date) -> str:
    match one.state:
        case State.COLLECTING if one.collects_until and one.collects_until >= today:
            return _("proposals until %(day)s") % {"day": short_day(one.collects_until)}
        case State.COLLECTING:
            return _("the list is being made")
        case State.VOTING:
            return _voting(one, today)
    return str(State(one.state).label)


def _voting(one: Ballot, today: date) -> str:
    assert one.opens_on
    assert one.closes_on
    match standing(one.state, one.opens_on, one.closes_on, today):
        case Standing.UPCOMING:
            return _("voting from %(day)s") % {"day": short_day(one.opens_on)}
        case Standing.OPEN:
            left = (one.closes_on - today).days
            if not left:
                return _("voting until tonight")
            return ngettext("voting, %(n)d more day", "voting, %(n)d more days", left) % {"n": left}
    return _("voting is over, being counted")


def timeline(one: Ballot, today: date) -> list[dict[str, object]]:
    """Collection, the list, voting, the result, the deputies: each with its days."""
    steps: list[dict[str, object]] = []
    if one.collects_until:
        steps.append(_step(_("Proposals"), None, one.collects_until, today))
    if one.opens_on and one.closes_on:
        steps.append(_step(_("Voting"), one.opens_on, one.closes_on, today))
    if one.state == State.COUNTED:
        day = local_day(one.tally.counted_at)
        done = {"when": day_words(day), "iso": day.isoformat(), "what": _("Counted"), "mark": ""}
        steps.append(dict(done))
    if one.deputies_on:
        steps.append(_step(_("The deputies voted"), one.deputies_on, one.deputies_on, today))
    return steps


def _step(what: str, first: date | None, last: date, today: date) -> dict[str, object]:
    when = day_words(last) if first in (None, last) else ""
    if first is None:
        when = _("until %(day)s") % {"day": day_words(last)}
    elif not when:
        when = _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
    upcoming = first is not None and today < first
    mark = "next" if upcoming else "now" if today <= last else ""
    return {"when": when, "iso": last.isoformat(), "what": what, "mark": mark}


def how(one: Ballot) -> str:
    """How one votes here, in one sentence."""
    match one.shape:
        case Shape.APPROVAL:
            return ngettext(
                "Tick what you want, at most %(n)d.", "Tick what you want, at most %(n)d.", one.most
            ) % {"n": one.most}
        case Shape.SCORE:
            return _("Give each from 0 to %(best)d points.") % {"best": BEST}
    return _("Put them in order: the most wanted first.")


def keeping(identity: str) -> tuple[str, str]:
    """How one person is kept to one ballot here, and what that cannot prevent."""
    if identity == Identity.CODE:
        return (
            _("Each code that was handed out counts once. Which code went to whom is written down "
              "nowhere."),
            _("It cannot prevent that somebody gives a code away."),
        )  # fmt: skip
    return (
        _("Each browser counts once, without an account."),
        _("It cannot prevent that somebody votes again with another browser or phone. So read the "
          "result as what those who came want, not as a vote of all."),
    )  # fmt: skip


def method_words(one: Ballot) -> str:
    """The published rule in plain words."""
    if one.kind == Kind.PRIORITY and one.shape == Shape.APPROVAL:
        return _("Each tick is one vote; the most votes come first. Equals share a place.")
    if one.kind == Kind.PRIORITY:
        return _("Points are added up; the most points come first. Equals share a place.")
    tie = _("Of equals the lower number goes first.")
    greedy = _("The most wanted comes first; what no longer fits into the money is passed over.")
    shares = _(
        "Every voter has an equal share of the money. A project is paid for by those who voted "
        "for it, each the same; whoever helped to pay has less left for the next. So groups get "
        "projects according to their size, not the largest group all of them."
    )
    end = {
        Method.SHARES_ADD1: _("The shares then grow yuan by yuan as long as the money suffices."),
        Method.SHARES_GREEDY: _("What is left goes to the most wanted that still fits."),
        Method.SHARES: _("What is left stays unspent."),
    }
    if one.method == Method.GREEDY:
        return _joined(greedy, tie)
    return _joined(shares, end[Method(one.method)], tie)


def _joined(*sentences: str) -> str:
    return ("" if is_chinese() else " ").join(sentences)


@dataclass(frozen=True, slots=True)
class Told:
    """An option with what became of it; `numbers` is False where slips are too few."""

    option: Option
    first: str
    why: str
    chosen: bool
    line: Mapping[str, Any]


def told(one: Ballot, tally: Tally, options: Sequence[Option]) -> list[Told]:
    """The result, the chosen first; without any number where one could guess at single slips."""
    by_name = {option.name: option for option in options}
    few = not tally.list_hash
    lines = tally.result["lines"]
    if one.kind == Kind.PRIORITY:
        return [_wanted(by_name[line["name"]], line, few=few) for line in lines]
    lines = sorted(lines, key=lambda line: (not line["turn"], line["turn"], -line["points"]))
    return [_funded(by_name[line["name"]], line, few=few) for line in lines]


def _wanted(option: Option, line: Mapping[str, Any], *, few: bool) -> Told:
    why = "" if few else support(line)
    return Told(option, _("Place %(n)d") % {"n": line["place"]}, why, line["place"] == 1, line)


def support(line: Mapping[str, Any]) -> str:
    voters = ngettext("%(n)d voter", "%(n)d voters", line["voters"]) % {"n": line["voters"]}
    if line["points"] == line["voters"]:
        return voters
    return _("%(points)s points from %(voters)s") % {"points": line["points"], "voters": voters}


def _funded(option: Option, line: Mapping[str, Any], *, few: bool) -> Told:
    chosen = bool(line["turn"])
    first = _("chosen") if chosen else _("not chosen")
    why = "" if few else _("%(support)s. %(why)s") % {"support": support(line), "why": _why(line)}
    return Told(option, first, why, chosen, line)


def _why(line: Mapping[str, Any]) -> str:
    given = {name: _yuan(line, name) for name in ("price", "left", "lacks")}
    match line["fate"]:
        case Fate.BOUGHT:
            if line["points"] == line["voters"]:
                return _("Its voters paid for it: ¥%(price)s each.") % given
            return _("Its voters paid for it: ¥%(price)s for each point.") % given
        case Fate.ADDED:
            return _("It was next in the order, and the money was enough.")
        case Fate.UNSUPPORTED:
            return _("Nobody voted for it.")
        case Fate.TOO_DEAR:
            return _("It costs more than all the money there is.")
        case Fate.COSTLESS:
            return _("It says no cost.")
        case Fate.NO_ROOM:
            return _("When its turn came, ¥%(left)s was left: ¥%(lacks)s too little.") % given
    return _("Its voters had ¥%(left)s left together: ¥%(lacks)s too little.") % given


def _yuan(line: Mapping[str, Any], name: str) -> str:
    return f"{line.get(name) or 0:,.2f}".removesuffix(".00")
