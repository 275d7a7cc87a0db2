"""Everything a resident sees of their own matter, gathered in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import (
    Answer,
    AnswerState,
    Assignment,
    Delivery,
    Joining,
    Matter,
    Part,
    Redirection,
    Step,
    Task,
)
from sanwen.deliver.matters.states import State
from sanwen.integrity.vault.models import Direction, RelayMessage, Reveal
from sanwen.listen.voices.models import Addition, Photo, Voice
from sanwen.places.models import Unit
from sanwen.verdict.ratings.models import Verdict
from sanwen.verdict.scorecards.models import Exclusion, Stage
from sanwen.web.reviewed import Reviewed, reviewed
from sanwen.web.timeline import Line, day_in_words, lines, moment_in_words

# An answer can be judged whenever one stands, while it is looked at again as well.
JUDGED = (
    State.ANSWERED,
    State.CLOSED,
    State.IN_REVIEW,
    State.REVIEWED,
    State.IN_SECOND,
    State.FINISHED,
)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the resident's contact data, as they are told of it."""

    when: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Letter:
    when: str
    unit: str
    text: str
    mine: bool
    call_back: bool


@dataclass(frozen=True)
class Mine:
    voice: Voice
    matter: Matter
    withdrawn: bool
    today: date
    now: datetime

    @cached_property
    def timeline(self) -> list[Line]:
        steps = Step.objects.filter(
            Q(voice=None) | Q(voice=self.voice), matter=self.matter, inside=False
        )
        return lines(steps.select_related("unit"))

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """Who does what, where more than one unit is at it: the lead first."""
        at_work = Assignment.objects.filter(matter=self.matter, ended_at=None)
        parts = list(
            at_work.exclude(part=Part.REVIEW).select_related("unit").order_by("-part", "pk")
        )
        language = get_language() or ""
        shown = [(one.unit.name_in(language), str(Task(one.owes).label)) for one in parts]
        return shown if len(shown) > 1 else []

    @cached_property
    def answers(self) -> list[Answer]:
        """All answers that were sent, the newest first: an older one stays to be read."""
        sent = Answer.objects.filter(matter=self.matter, state=AnswerState.SENT)
        return list(
            sent.select_related("unit").prefetch_related("items").order_by("-sent_at", "-id")
        )

    @property
    def answer(self) -> Answer | None:
        return self.answers[0] if self.answers else None

    @cached_property
    def deliveries(self) -> dict[int, Delivery]:
        mine = Delivery.objects.filter(voice=self.voice)
        return {delivery.answer_id: delivery for delivery in mine}

    @property
    def delivered(self) -> Delivery | None:
        return self.deliveries.get(self.answer.pk) if self.answer else None

    @property
    def review_until(self) -> str:
        return day_in_words(self.delivered.review_until) if self.delivered else ""

    @cached_property
    def verdict(self) -> Verdict | None:
        if self.answer is None:
            return None
        return Verdict.objects.filter(voice=self.voice, answer=self.answer).first()

    @property
    def may_judge(self) -> bool:
        judged = self.matter.state in JUDGED
        return judged and self.answer is not None and self.verdict is None and not self.withdrawn

    @cached_property
    def reviewed(self) -> Reviewed:
        return reviewed(self.matter, self.voice)

    @cached_property
    def exclusion(self) -> Exclusion | None:
        """Where the matter is not counted as solved or not solved; it can be objected to once."""
        return Exclusion.objects.filter(matter=self.matter, state=Stage.IN_FORCE).first()

    @cached_property
    def redirection(self) -> Redirection | None:
        if self.matter.state != State.REDIRECTED:
            return None
        return Redirection.objects.filter(matter=self.matter).first()

    @cached_property
    def photos(self) -> list[Photo]:
        return list(Photo.objects.filter(voice=self.voice).order_by("pk"))

    @cached_property
    def additions(self) -> list[Addition]:
        return list(Addition.objects.filter(voice=self.voice))

    @cached_property
    def letters(self) -> list[Letter]:
        relay = RelayMessage.objects.filter(contact=self.voice.contact_id)
        return [
            Letter(
                moment_in_words(message.at),
                message.unit_name,
                message.text,
                message.direction == Direction.FROM_RESIDENT,
                message.direction == Direction.CALLBACK,
            )
            for message in relay
        ]

    @cached_property
    def looks(self) -> list[Look]:
        return [
            Look(moment_in_words(look.at), look.unit_name, look.get_reason_display())
            for look in Reveal.objects.filter(contact=self.voice.contact_id)
        ]

    @property
    def may_add(self) -> bool:
        return (self.matter.is_open or self.matter.state == State.ANSWERED) and not self.withdrawn

    @property
    def may_withdraw(self) -> bool:
        return self.matter.is_open and not self.withdrawn

    @property
    def is_late(self) -> bool:
        return self.matter.is_late(self.today)

    @property
    def unit(self) -> Unit:
        return self.matter.lead_unit or self.matter.received_by

    @property
    def headline(self) -> str:
        """One honest sentence: what is the state, and whose turn it is."""
        if self.withdrawn:
            return _("You have withdrawn this.")
        if self.matter.state == State.ANSWERED and self.verdict:
            return _("You have judged the answer. Others who asked for the same may still judge.")
        if self.matter.owner_by and self.matter.lead_unit is None and self.matter.is_open:
            day = day_in_words(self.matter.owner_by)
            return _("No unit has it yet. We decide by %(day)s which unit does it.") % {"day": day}
        unit = self.unit.name_in(get_language() or "")
        if self.matter.state in (State.IN_REVIEW, State.IN_SECOND) and self.reviewed.running:
            unit = self.reviewed.running.body
        return _HEADLINES[State(self.matter.state)]() % {"unit": unit}

    @property
    def promise(self) -> str:
        return day_in_words(self.matter.due_on)

    @property
    def first_promise(self) -> str:
        return day_in_words(self.matter.first_due_on)

    @property
    def was_moved(self) -> bool:
        return self.matter.due_on != self.matter.first_due_on

    @property
    def days(self) -> str:
        left = (self.matter.due_on - self.today).days
        if left == 0:
            return _("today")
        if left > 0:
            return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
        return ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}


_HEADLINES = {
    State.REGISTERED: lambda: _("We have your message. We are finding out who is responsible."),
    State.ACCEPTED: lambda: _("Your matter is accepted. We are finding out who is responsible."),
    State.ASSIGNED: lambda: _("%(unit)s has your matter and has to begin."),
    State.IN_HAND: lambda: _("%(unit)s is working on it."),
    State.RETURNED: lambda: _("It is being decided which unit is responsible."),
    State.WAITING: lambda: _("%(unit)s asks you something."),
    State.ANSWERED: lambda: _("%(unit)s has answered. Is it solved?"),
    State.REOPENED: lambda: _("It was reopened. %(unit)s has to look again."),
    State.IN_REVIEW: lambda: _("%(unit)s is looking at the answer again."),
    State.REVIEWED: lambda: _("The review is decided. Please read it below."),
    State.IN_SECOND: lambda: _("%(unit)s is looking at it a second time."),
    State.FINISHED: lambda: _("The second review is decided. Please read it below."),
    State.CLOSED: lambda: _("This matter is closed."),
    State.REDIRECTED: lambda: _("The law has another way for this. Here is how."),
    State.JOINED: lambda: _("It was joined to a matter that asks for the same."),
    State.WITHDRAWN: lambda: _("This matter was withdrawn."),
}


def mine(voice: Voice, *, now: datetime) -> Mine:
    joining = Joining.objects.select_related(
        "matter__lead_unit", "matter__received_by", "matter__category"
    ).get(voice=voice)
    return Mine(voice, joining.matter, joining.withdrawn_at is not None, local_day(now), now)
