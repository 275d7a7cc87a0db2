"""What the pages of a talk meeting show: how the lot was drawn, what was said and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import get_language

from sanwen.core.dates import DueLine, day_words, done_line, due_line, moment_words
from sanwen.counsel.meetings import lot
from sanwen.counsel.meetings.models import Candidate, Meeting, MeetingOpinion
from sanwen.counsel.meetings.states import Seat


@dataclass(frozen=True, slots=True)
class OpinionShown:
    key: int
    ref: str
    number: int
    spoken_by: str
    gist: str
    words: str
    consents: bool
    unit: str
    due: DueLine
    answer: str
    answered_on: str
    was_late: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One number that the lot named, with the beginning of its ticket."""

    turn: int
    listed_as: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Lot:
    """The list as the public sees it, and what came of the draw. No line of it is a person."""

    listed: int
    divided: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    drawn: Sequence[Drawn]
    moved_up: Sequence[Drawn]
    invited: int
    comes: int
    declined: int


def lot_of(meeting: Meeting) -> Lot:
    strata = list(meeting.candidates.values_list("strata", flat=True))
    seats = dict(meeting.candidates.order_by().values_list("seat").annotate(many=Count("pk")))
    named = [] if not meeting.drawn_at else _named(meeting)
    return Lot(
        listed=len(strata),
        divided=lot.divided(strata),
        drawn=[each for each in named if each.turn <= meeting.by_lot],
        moved_up=[each for each in named if each.turn > meeting.by_lot],
        invited=sum(seats.get(seat, 0) for seat in (Seat.INVITED, Seat.COMES, Seat.DECLINED)),
        comes=seats.get(Seat.COMES, 0),
        declined=seats.get(Seat.DECLINED, 0),
    )


def _named(meeting: Meeting) -> list[Drawn]:
    asked = meeting.candidates.exclude(seat__in=[Seat.LISTED, Seat.RESERVE]).order_by("turn")
    return [
        Drawn(each.turn or 0, each.listed_as, lot.shown_ticket(meeting.seed, each.listed_as))
        for each in asked
    ]


def opinions(meeting: Meeting, today: date) -> list[OpinionShown]:
    return [opinion(each, today) for each in meeting.opinions.select_related("unit")]


def opinion(one: MeetingOpinion, today: date) -> OpinionShown:
    on = localdate(one.answered_at) if one.answered_at else None
    return OpinionShown(
        key=one.pk, ref=one.ref, number=one.number, spoken_by=one.get_spoken_by_display(),
        gist=one.gist, words=one.words, consents=one.consents,
        unit=one.unit.name_in(get_language() or ""),
        due=done_line(on) if on else due_line(one.due_on, today),
        answer=one.answer, answered_on=day_words(on) if on else "",
        was_late=on is not None and on > one.due_on,
    )  # fmt: skip


def to_reply(meeting: Meeting) -> list[Candidate]:
    """Who was asked, by number, for the desk that notes what somebody said by telephone."""
    asked = Candidate.objects.filter(meeting=meeting, seat__in=[Seat.INVITED, Seat.COMES])
    return list(asked.in_turn())


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    ref: str
    question: str
    unit: str
    when: str
    place: str
    state: str


def row(meeting: Meeting) -> Row:
    return Row(
        meeting.pk, meeting.ref, meeting.question, meeting.unit.name_in(get_language() or ""),
        moment_words(meeting.begins_at), meeting.place, meeting.get_state_display(),
    )  # fmt: skip
