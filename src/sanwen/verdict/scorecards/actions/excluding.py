"""A matter leaves the solved rate: proposed, confirmed by another, told, objected to, decided."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor, Resident
from sanwen.core.moment import clock
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.integrity.vault.models import Way
from sanwen.listen.voices.models import Voice
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident
from sanwen.people.models import User
from sanwen.verdict.scorecards import rules
from sanwen.verdict.scorecards.models import OUT, Exclusion, Stage


@transaction.atomic
def propose(
    *, matter: Matter, ground: str, reason: str, by: User, now: datetime | None = None
) -> Exclusion:
    """Nothing changes for the resident before a second person has confirmed it."""
    now = clock(now)
    matter = beats.lock(matter)
    rules.may_propose(matter, by, ground=ground, reason=reason).require()
    rules.is_the_only_one(Exclusion.objects.standing().filter(matter=matter).exists()).require()
    exclusion = Exclusion.objects.create(
        matter=matter, ground=ground, reason=reason.strip(), proposed_at=now, proposed_by=by
    )
    beats.tell(matter, "exclusion_asked", by=by, now=now, inside=True, ground=ground)
    return exclusion


@transaction.atomic
def confirm(*, exclusion: Exclusion, by: User, now: datetime | None = None) -> Exclusion:
    now = clock(now)
    exclusion = _lock(exclusion)
    rules.may_answer(exclusion, by).require()
    _to(exclusion, Stage.IN_FORCE, answered_at=now, answered_by=by)
    words = f"{exclusion.get_ground_display()}：{exclusion.reason}"
    beats.tell(exclusion.matter, "excluded", by=by, now=now, words=words, ground=exclusion.ground)
    _tell_all(exclusion, "excluded", now)
    return exclusion


@transaction.atomic
def refuse(
    *, exclusion: Exclusion, refusal: str, by: User, now: datetime | None = None
) -> Exclusion:
    now = clock(now)
    exclusion = _lock(exclusion)
    rules.may_answer(exclusion, by, refusal=refusal).require()
    _to(exclusion, Stage.REFUSED, answered_at=now, answered_by=by, refusal=refusal.strip())
    beats.tell(exclusion.matter, "exclusion_refused", by=by, now=now, inside=True)
    return exclusion


@transaction.atomic
def object_to(
    *, exclusion: Exclusion, voice: Voice, words: str, now: datetime | None = None
) -> Exclusion:
    """The resident says no: the matter is back in the rate until a third person has decided."""
    now = clock(now)
    exclusion = _lock(exclusion)
    joining = Joining.objects.get(voice=voice)
    rules.may_object(exclusion, joining, words).require()
    _to(exclusion, Stage.OBJECTED, objected_at=now, voice=voice, objection=words.strip())
    by: Actor = Resident(voice.contact.pseudonym)
    beats.tell(exclusion.matter, "exclusion_objected", by=by, now=now, voice=voice)
    return exclusion


@transaction.atomic
def decide(
    *, exclusion: Exclusion, uphold: bool, decision: str, by: User, now: datetime | None = None
) -> Exclusion:
    now = clock(now)
    exclusion = _lock(exclusion)
    rules.may_decide(exclusion, by, decision=decision).require()
    stage = Stage.UPHELD if uphold else Stage.LIFTED
    _to(exclusion, stage, decided_at=now, decided_by=by, decision=decision.strip())
    verb = "exclusion_upheld" if uphold else "exclusion_lifted"
    beats.tell(exclusion.matter, verb, by=by, now=now, words=exclusion.decision)
    _tell_all(exclusion, verb, now)
    return exclusion


def _lock(exclusion: Exclusion) -> Exclusion:
    """The matter first, as everybody does, then what is decided of it."""
    matter = beats.lock(Matter(pk=exclusion.matter_id))
    found = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
    found.matter = matter
    return found


def _to(exclusion: Exclusion, stage: Stage, **changes: object) -> None:
    changes |= {"state": stage, "in_force": stage in OUT}
    for name, value in changes.items():
        setattr(exclusion, name, value)
    exclusion.save(update_fields=list(changes))


def _tell_all(exclusion: Exclusion, what: str, now: datetime) -> None:
    voices = Voice.objects.filter(
        joining__matter=exclusion.matter_id,
        joining__withdrawn_at=None,
        contact__wishes=Way.EMAIL,
    ).order_by("pk")
    post_many(
        [
            to_resident(Topic.NEWS, one.ref, one.contact_id, what=f"{what}-{exclusion.pk}")
            for one in voices
        ],
        now=now,
    )
