"""The four difficulties: said once with the visit code, kept where no visit is found from it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules
from sanwen.deliver.reception.actions.queue import lock
from sanwen.deliver.reception.actions.telling import note_gap_of_visitor
from sanwen.deliver.reception.models import Feedback, Visit
from sanwen.deliver.reception.presets import presets
from sanwen.integrity.audit.actions import record

BOX = Machine("visit-feedback")


@dataclass(frozen=True, slots=True)
class Said:
    """Four questions, each with yes (it was hard), no or nothing; and words."""

    door: bool | None = None
    face: bool | None = None
    talk: bool | None = None
    deed: bool | None = None
    words: str = ""
    # What was asked for although the list given before did not name it.
    not_on_the_list: str = ""

    @property
    def is_empty(self) -> bool:
        four = (self.door, self.face, self.talk, self.deed)
        return all(answer is None for answer in four) and not self.words.strip()


@transaction.atomic
def give(*, visit: Visit, said: Said, now: datetime | None = None) -> None:
    """The trail learns that a counter was spoken of; of which visit, by whom and what, it does not.

    The visit learns that it has spoken, without a moment.
    """
    now = clock(now)
    visit = lock(visit)
    days = presets().feedback_days
    rules.may_give_feedback(visit, today=local_day(now), days=days).require()
    Visit.objects.filter(pk=visit.pk).update(has_spoken=True)
    if not said.is_empty:
        Feedback.objects.create(
            counter=visit.counter,
            month=visit.on.replace(day=1),
            door=said.door,
            face=said.face,
            talk=said.talk,
            deed=said.deed,
            words=said.words.strip(),
        )
    if said.not_on_the_list.strip() and visit.checklist is not None:
        note_gap_of_visitor(
            visit=visit, checklist=visit.checklist, asked_for=said.not_on_the_list, now=now
        )
    record("counter.spoken_of", on=visit.counter.trail_ref, by=BOX, at=now)
