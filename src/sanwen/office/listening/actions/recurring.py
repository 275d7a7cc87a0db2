"""Matters are linked every night with the solved ones they bring back; a person sets aside."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.integrity.vault.counting import tokens_for_counting
from sanwen.listen.topics.models import TopicVoice
from sanwen.methods.personal import masked
from sanwen.office.listening import rules
from sanwen.office.listening.comparing import Link, Side, links
from sanwen.office.listening.models import Recurrence, RootCause, Solved
from sanwen.office.listening.pulling import coming_matters, solved_matters
from sanwen.people.models import User
from sanwen.verdict.scorecards.actions import returning

# What was solved longer ago than this is another story.
REACHES_BACK = timedelta(days=730)
# A night looks again at what came lately: a clerk may have corrected the subject or the place.
LATELY = timedelta(days=30)


@transaction.atomic
def find_recurrences(*, by: Actor, now: datetime | None = None) -> int:
    """Links are added, never taken away by the machine; the counts of all candidates follow."""
    now = timezone.now() if now is None else now
    since = now - (LATELY if Recurrence.objects.exists() else REACHES_BACK)
    known = set(Recurrence.objects.values_list("matter", flat=True))
    later = _sides(coming_matters(since=since).exclude(pk__in=known))
    solved = solved_matters(since=now - REACHES_BACK)
    was = {
        one.pk: Solved.JUDGED if vars(one)["is_judged"] else Solved.UNDISPUTED
        for one in solved.only("pk")
    }
    found = list(links(later, _sides(solved))) if later else []
    fresh = _write(found, was, now)
    _count_anew({one.cause_id for one in fresh}, now)
    opened = dict(
        Matter.objects.filter(pk__in=[one.matter_id for one in fresh]).values_list(
            "pk", "opened_at"
        )
    )
    returning.note(
        (one.earlier_id, one.matter_id, local_day(opened[one.matter_id])) for one in fresh
    )
    record_many(
        [
            TrailRow("matter.came_back", f"matter:M-{one.matter_id}", by, now, _details(one))
            for one in fresh
        ]
    )
    return len(fresh)


def _details(one: Recurrence) -> dict[str, object]:
    return {"after": f"M-{one.earlier_id}", "cause": f"R-{one.cause_id}"}


def _sides(matters: "QuerySet[Matter]") -> list[Side]:
    first = Joining.objects.filter(matter=OuterRef("pk")).order_by("voice")
    topic = TopicVoice.objects.filter(voice__joining__matter=OuterRef("pk")).order_by("voice")
    rows = matters.annotate(
        words=Left(Subquery(first.values("voice__text")[:1]), 300),
        topic=Subquery(topic.values("topic")[:1]),
    ).order_by("pk")
    return [
        Side(pk, area, subject or "", place, f"{title} {words or ''}", at, group, ended)
        for pk, area, subject, place, title, words, at, group, ended in rows.values_list(
            "pk",
            "area",
            "category__code",
            "place",
            "title",
            "words",
            "opened_at",
            "topic",
            "closed_at",
        )
    ]


def _write(found: Sequence[Link], was: dict[int, Solved], now: datetime) -> list[Recurrence]:
    causes = _causes(found)
    return Recurrence.objects.bulk_create(
        [
            Recurrence(
                cause_id=causes[link.matter],
                matter_id=link.matter,
                earlier_id=link.earlier,
                was=was[link.earlier],
                because=[masked(phrase).text[:60] for phrase in link.because],
                likeness=link.likeness,
                same_place=link.same_place,
                same_topic=link.same_topic,
                found_at=now,
            )
            for link in found
        ],
        batch_size=1000,
    )


def _causes(found: Sequence[Link]) -> dict[int, int]:
    """The candidate of each matter, by where and about what it is."""
    matters = Matter.objects.filter(pk__in=[link.matter for link in found])
    where = {
        pk: (area, category) for pk, area, category in matters.values_list("pk", "area", "category")
    }
    known = {(one.area_id, one.category_id): one.pk for one in RootCause.objects.all()}
    missing = sorted(set(where.values()) - set(known), key=repr)
    for cause in RootCause.objects.bulk_create(
        [RootCause(area_id=area, category_id=category) for area, category in missing]
    ):
        known[cause.area_id, cause.category_id] = cause.pk
    return {pk: known[place] for pk, place in where.items()}


def _count_anew(numbers: Collection[int], now: datetime) -> None:
    """Times, matters and different people, over what nobody set aside."""
    for start in RootCause.objects.filter(pk__in=numbers).select_for_update().order_by("pk"):
        standing = Recurrence.objects.standing().filter(cause=start)
        pairs = list(standing.values_list("matter", "earlier", "matter__opened_at"))
        matters = {number for matter, earlier, _at in pairs for number in (matter, earlier)}
        contacts = Joining.objects.filter(matter__in=matters, withdrawn_at=None)
        people = tokens_for_counting(contacts.values_list("voice__contact", flat=True))
        moments = [at for *_, at in pairs]
        RootCause.objects.filter(pk=start.pk).update(
            times=len(pairs),
            matters=len(matters),
            people=len(set(people.values())),
            first_at=min(moments, default=None),
            last_at=max(moments, default=None),
        )


@transaction.atomic
def set_aside(
    *, recurrence: Recurrence, reason: str, by: User, now: datetime | None = None
) -> Recurrence:
    """A person says that the two do not belong together; the machine does not link them again."""
    now = timezone.now() if now is None else now
    recurrence = Recurrence.objects.select_for_update().get(pk=recurrence.pk)
    rules.may_set_aside(recurrence, by, reason).require()
    recurrence.set_aside_at, recurrence.set_aside_by = now, by.actor_ref
    recurrence.set_aside_because = reason.strip()
    recurrence.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_because"])
    details = _details(recurrence)
    record("recurrence.set_aside", on=f"matter:M-{recurrence.matter_id}", by=by, at=now, **details)
    returning.forget(matter=recurrence.matter_id)
    _count_anew({recurrence.cause_id}, now)
    return recurrence
