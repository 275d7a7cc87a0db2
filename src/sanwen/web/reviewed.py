"""What a resident sees of the reviews of their matter: who decides, by when, what was decided."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils.translation import get_language

from sanwen.deliver.matters.models import AnswerState, Matter
from sanwen.deliver.matters.states import State as MatterState
from sanwen.listen.voices.models import Voice
from sanwen.verdict.reviews.models import Hearing, Opinion, Request, Review, Served
from sanwen.verdict.reviews.states import State
from sanwen.web.timeline import day_in_words, moment_in_words

# Concern nobody but who asked: too late, not taken up, taken back.
OWN = (State.ASKED, State.NOT_TAKEN, State.DROPPED)
ASKING = (MatterState.ANSWERED, MatterState.CLOSED, MatterState.REVIEWED)
RUNNING = (MatterState.IN_REVIEW, MatterState.IN_SECOND)


@dataclass(frozen=True, slots=True)
class Heard:
    when: str
    place: str
    called_off: bool
    minutes: str


@dataclass(frozen=True)
class Looked:
    """One review as this person sees it."""

    review: Review
    own: Request | None
    opinion: Opinion | None
    served: Served | None

    @property
    def body(self) -> str:
        return self.review.body.name_in(get_language() or "")

    @property
    def due(self) -> str:
        return day_in_words(self.review.due_on)

    @property
    def was_moved(self) -> bool:
        return self.review.due_on != self.review.first_due_on

    @property
    def first_due(self) -> str:
        return day_in_words(self.review.first_due_on)

    @property
    def until(self) -> str:
        return day_in_words(self.served.ask_until) if self.served and self.served.ask_until else ""

    @property
    def waits_for_a_person(self) -> bool:
        return self.review.state == State.ASKED

    @cached_property
    def hearings(self) -> list[Heard]:
        """Of a hearing one is told if one asked for the review; the minutes are theirs too."""
        return [_heard(one) for one in self.review.hearings.all()] if self.own else []


def _heard(one: Hearing) -> Heard:
    return Heard(
        moment_in_words(one.begins_at), one.place, one.cancelled_at is not None, one.minutes
    )


@dataclass(frozen=True)
class Reviewed:
    matter: Matter
    voice: Voice
    looked: list[Looked]

    @property
    def running(self) -> Looked | None:
        return next((one for one in self.looked if one.review.is_open), None)

    @property
    def told(self) -> list[Looked]:
        """With an opinion to read, the newest first."""
        return [one for one in self.looked if one.opinion]

    @property
    def is_finished(self) -> bool:
        return self.matter.state == MatterState.FINISHED

    @property
    def may_ask(self) -> bool:
        """A first guess for the page; the rules are asked on the page of asking."""
        mine = self.running.own if self.running else None
        return mine is None and self.matter.state in (*ASKING, *RUNNING)

    @property
    def unread(self) -> list[Opinion]:
        return [one.opinion for one in self.looked if one.opinion and not one.served]


def reviewed(matter: Matter, voice: Voice) -> Reviewed:
    """One query while nobody has asked for a review."""
    mine = Request.objects.filter(voice=voice, withdrawn_at=None)
    sent = Opinion.objects.filter(state=AnswerState.SENT).prefetch_related(
        "items", Prefetch("served", Served.objects.filter(voice=voice), to_attr="mine")
    )
    reviews = (
        Review.objects.filter(matter=matter)
        .filter(~Q(state__in=OWN) | Q(requests__in=mine))
        .select_related("body", "earlier")
        .prefetch_related(
            "hearings",
            Prefetch("requests", mine, to_attr="mine"),
            Prefetch("opinions", sent, to_attr="sent"),
        )
        .order_by("-asked_at", "-pk")
        .distinct()
    )
    return Reviewed(matter, voice, [_looked(review) for review in reviews])


def _looked(review: Review) -> Looked:
    more = vars(review)
    opinion = more["sent"][0] if more["sent"] else None
    served = vars(opinion)["mine"] if opinion else []
    own = more["mine"]
    return Looked(review, own[0] if own else None, opinion, served[0] if served else None)
