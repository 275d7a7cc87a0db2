"""Another look at what was held back: its writer asks, another person decides."""

from datetime import datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions import sifting
from sanwen.counsel.consultations.actions.saying import PAGE
from sanwen.counsel.consultations.models import Appeal, Statement
from sanwen.counsel.consultations.states import Sift
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.masking import for_everybody
from sanwen.people.models import User


@transaction.atomic
def appeal(
    *, statement: Statement, participant: int, words: str, now: datetime | None = None
) -> Appeal:
    now = clock(now)
    one = sifting.lock(statement)
    appealed = Appeal.objects.filter(statement=one).exists()
    rules.may_appeal(one, participant, words, appealed=appealed).require()
    made = Appeal.objects.create(
        statement=one,
        words=for_everybody(words.strip()).text[:300],
        made_at=now,
        held_by=one.sifted_by,
    )
    record("statement.appealed", on=one.trail_ref, by=PAGE, at=now)
    return made


@transaction.atomic
def decide(
    *, appeal: Appeal, upheld: bool, answer: str, by: User, now: datetime | None = None
) -> Appeal:
    """Upheld: the opinion is shown. Either way the writer reads why."""
    now = clock(now)
    one = sifting.lock(appeal.statement)
    made = Appeal.objects.select_related("statement__consultation__unit").get(pk=appeal.pk)
    rules.may_decide_appeal(made, by, answer=answer).require()
    made.decided_at, made.decided_by = now, by.actor_ref
    made.upheld, made.answer = upheld, answer.strip()
    made.save()
    record("statement.appeal_decided", on=one.trail_ref, by=by, at=now, upheld=upheld)
    if upheld:
        rules.may_move_statement(one, Sift.SHOW).require()
        sifting.write(one, Sift.SHOW, by=by, now=now)
    return made
