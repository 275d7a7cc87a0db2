"""The verdict: the system invites once, the resident judges, and what they say has its effect."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import beats, ending
from sanwen.deliver.matters.models import Answer, AnswerState, Joining, Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.integrity.conduct.actions import Sealed, seal_report
from sanwen.integrity.conduct.models import Kind
from sanwen.integrity.vault.models import Way
from sanwen.listen.voices.models import Voice
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident
from sanwen.verdict.ratings import rules
from sanwen.verdict.ratings.delay import opening_time
from sanwen.verdict.ratings.models import Invitation, Verdict

# Named in the trail instead of the person: who judged is nobody's business there.
BOX = Machine("verdicts")
LOOK_BACK = timedelta(days=3)
MOST = 500


@transaction.atomic
def give(
    *,
    voice: Voice,
    answer: Answer,
    solved: str,
    satisfaction: int | None = None,
    contacted: bool | None = None,
    words: str = "",
    reopen_wanted: bool = False,
    now: datetime | None = None,
) -> Verdict:
    """The resident judges. There is no other way in: nobody else has the code."""
    now = timezone.now() if now is None else now
    words = words.strip()
    matter = beats.lock(Matter(pk=answer.matter_id))
    joining = Joining.objects.select_related("matter").get(voice=voice)
    given = Verdict.objects.filter(voice=voice, answer=answer).first()
    rules.may_give(joining, answer, given, now=now).require()
    rules.is_well_formed(solved, satisfaction, words).require()
    verdict = given or Verdict(voice=voice, answer=answer, unit=answer.unit, given_at=now)
    verdict.solved, verdict.satisfaction, verdict.words = solved, satisfaction, words
    verdict.contacted = contacted
    verdict.changed_at = now if given else None
    verdict.save()
    verb = "verdict.changed" if given else "verdict.given"
    record(verb, on=verdict.trail_ref, by=BOX, at=now)
    _take_effect(matter, verdict, reopen_wanted=reopen_wanted, now=now)
    return verdict


def _take_effect(matter: Matter, verdict: Verdict, *, reopen_wanted: bool, now: datetime) -> None:
    if _has_a_later_answer(verdict.answer):
        return
    if rules.brings_back(matter, verdict.solved, reopen_wanted=reopen_wanted):
        ending.reopen(matter=matter, by=BOX, now=now)
    elif matter.state in rules.STANDS and _all_have_judged(matter, verdict.answer):
        ending.close_by_verdict(matter=matter, by=BOX, now=now)


def _has_a_later_answer(answer: Answer) -> bool:
    later = Answer.objects.filter(matter=answer.matter_id, state=AnswerState.SENT)
    return later.filter(sent_at__gt=answer.sent_at).exists()


def _all_have_judged(matter: Matter, answer: Answer) -> bool:
    judged = Verdict.objects.filter(voice=OuterRef("voice"), answer=answer)
    voices = Joining.objects.filter(matter=matter, withdrawn_at=None)
    return not voices.filter(~Exists(judged)).exists()


@transaction.atomic
def press(*, voice: Voice, words: str, now: datetime | None = None) -> Sealed:
    """Somebody pressed the resident about their verdict: sealed, past the unit and its line."""
    now = timezone.now() if now is None else now
    joining = Joining.objects.select_related("matter__lead_unit").get(voice=voice)
    return seal_report(
        kind=Kind.PRESSED_TO_RATE,
        text=words,
        about=[joining.matter.lead_unit] if joining.matter.lead_unit else [],
        subject=joining.matter.trail_ref,
        submission_key=f"pressed:{voice.ref}:{hashlib.sha256(words.encode()).hexdigest()}",
        now=now,
    )


def invite_due(*, now: datetime | None = None, most: int = MOST) -> dict[str, int]:
    """New answers get their invitation, and those whose hour has come go out. Each exactly once."""
    now = timezone.now() if now is None else now
    return {"made": _make(now, most), "sent": _send(now, most)}


@transaction.atomic
def _make(now: datetime, most: int) -> int:
    invited = Invitation.objects.filter(voice=OuterRef("voice"), answer=OuterRef("matter__answers"))
    asked = (
        Joining.objects.filter(
            ~Exists(invited),
            withdrawn_at=None,
            matter__state=State.ANSWERED,
            matter__answers__state=AnswerState.SENT,
            matter__answers__sent_at__range=(now - LOOK_BACK, now),
        )
        .order_by("matter__answers__sent_at", "pk")
        .values_list("voice", "matter__answers", "matter__answers__sent_at")
    )
    made = [
        Invitation(voice_id=voice, answer_id=answer, opens_at=opening_time(sent_at))
        for voice, answer, sent_at in asked[:most]
        if sent_at is not None
    ]
    Invitation.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def _send(now: datetime, most: int) -> int:
    due = list(
        Invitation.objects.filter(sent_at=None, needless=False, opens_at__lte=now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("voice__contact")
        .order_by("opens_at", "pk")[:most]
    )
    wanted = _still_wanted(due)
    sent = [invitation for invitation in due if invitation.pk in wanted]
    Invitation.objects.filter(pk__in=wanted).update(sent_at=now)
    Invitation.objects.filter(pk__in=[one.pk for one in due if one.pk not in wanted]).update(
        needless=True
    )
    post_many(
        [
            to_resident(
                Topic.INVITATION,
                one.voice.ref,
                one.voice.contact_id,
                what=f"answer-{one.answer_id}",
            )
            for one in sent
            if one.voice.contact.wishes == Way.EMAIL
        ],
        now=now,
    )
    record_many([TrailRow("verdict.invited", one.voice.trail_ref, BOX, now) for one in sent])
    return len(sent)


def _still_wanted(due: list[Invitation]) -> set[int]:
    """Not when the person judged by themselves, withdrew, or the matter went on meanwhile."""
    judged = Verdict.objects.filter(voice=OuterRef("voice"), answer=OuterRef("answer"))
    standing = Joining.objects.filter(
        voice=OuterRef("voice"), withdrawn_at=None, matter=OuterRef("answer__matter")
    )
    wanted = Invitation.objects.filter(
        ~Exists(judged),
        Exists(standing),
        pk__in=[invitation.pk for invitation in due],
        answer__matter__state__in=rules.STANDS,
    )
    return set(wanted.values_list("pk", flat=True))
