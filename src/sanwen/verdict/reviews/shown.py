"""What the pages of reviews show: rows of the queue, and one review with all that belongs to it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sanwen.core.dates import (
    DueLine,
    day_words,
    done_line,
    due_line,
    moment_words,
)
from sanwen.deliver.matters.models import AnswerState
from sanwen.people.models import User
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.models import Hearing, Opinion, Request, Result, Review
from sanwen.verdict.reviews.stakes import Stakes
from sanwen.verdict.reviews.states import State


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    ref: str
    matter: str
    first_words: str
    kind: str
    state: str
    body: str
    due: DueLine
    hearing: str


def rows(reviews: "list[Review]", today: date) -> list[Row]:
    return [_row(review, today) for review in reviews]


def _row(review: Review, today: date) -> Row:
    ahead = [one for one in review.hearings.all() if one.is_ahead]
    return Row(
        number=review.pk,
        ref=review.ref,
        matter=review.matter.ref,
        first_words=review.matter.title,
        kind=kind_words(review),
        state=review.get_state_display(),
        body=review.body.name_in(get_language() or ""),
        due=due_of(review, today),
        hearing=moment_words(ahead[0].begins_at) if ahead else "",
    )


def kind_words(review: Review) -> str:
    return _("Second review") if review.is_second else _("Review")


def due_of(review: Review, today: date) -> DueLine:
    return due_line(review.due_on, today) if review.is_open else done_line(review.due_on)


@dataclass(frozen=True, slots=True)
class Asked:
    number: int
    who: str
    how: str
    when: str
    until: str
    late: bool
    words: str
    withdrawn: bool
    public: bool


def asked(request: Request) -> Asked:
    on = request.asked_at.date()
    return Asked(
        number=request.pk,
        who=f"{request.voice.ref} · {request.voice.contact.shown_as}",
        how=request.get_how_display(),
        when=moment_words(request.asked_at),
        until=day_words(request.until) if request.until else "",
        late=not request.is_in_time(on),
        words=request.words,
        withdrawn=request.withdrawn_at is not None,
        public=request.public_agreed_at is not None,
    )


@dataclass(frozen=True, slots=True)
class Way:
    verb: str
    name: str
    main: bool = False


DECISIONS = {
    "uphold": Result.UPHELD,
    "change": Result.CHANGED,
    "redo": Result.REDO,
    "decline": Result.NOT_TAKEN,
}


def ways(review: Review, by: User, stakes: Stakes, *, opinion: Opinion | None) -> list[Way]:
    """Asked of the rules, shown as a row of buttons."""
    reading = opinion is not None and opinion.state == AnswerState.READING
    found = []
    if opinion is not None and reading and rules.may_read(review, opinion, by, stakes):
        found.append(Way("read", _("Read the opinion"), main=True))
    if rules.may_take_up(review, by, stakes):
        found.append(Way("take-up", _("Take it up"), main=True))
    if rules.may_write(review, by, stakes, being_read=reading):
        found += _decisions(review)
    if review.state == State.DECIDED and opinion and rules.may_serve(review, by):
        found.append(Way("served", _("Paper signed for")))
    return found


def _decisions(review: Review) -> list[Way]:
    if review.state == State.ASKED:
        return [Way("decline", _("Not taken up"))]
    return [
        Way("uphold", _("The answer stands")),
        Way("change", pgettext("review", "Change it")),
        Way("redo", _("Send it back")),
        Way("hearing", _("Call a hearing")),
    ]


def papers(review: Review, opinion: Opinion | None, hearings: list[Hearing]) -> list[str]:
    """The kinds that fit the review as it stands."""
    found = ["review_acceptance"] if review.state == State.UNDER_WAY else []
    if any(one.is_ahead for one in hearings):
        found.append("hearing")
    if opinion is not None:
        declined = opinion.result == Result.NOT_TAKEN
        found.append("refusal" if declined else "second_review" if review.is_second else "review")
    return found
