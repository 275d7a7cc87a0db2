"""Taking a case for a while, going on to the next one, letting go. Nothing of it is kept.

Two who reach for the same line wait at its row; whoever comes second reads who was first."""

from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.ruling import NotAllowed
from sanwen.people.models import User
from sanwen.verdict.surveys import asking_rules
from sanwen.verdict.surveys.actions.beats import stand
from sanwen.verdict.surveys.models import MOST_ATTEMPTS, Hold, Listed, Survey, time_to_ask


@transaction.atomic
def take(*, listed: Listed, by: User, now: datetime | None = None) -> Hold:
    """Opened again by the same clerk it is theirs for longer, since the same moment."""
    now = clock(now)
    survey = stand(listed.survey)
    listed = survey.listed.select_for_update(of=("self",)).get(pk=listed.pk)
    return _take(survey, listed, by, now)


@transaction.atomic
def take_next(
    *, survey: Survey, by: User, after: int | None = None, now: datetime | None = None
) -> Hold | None:
    """The case one has open already; else the first by lot that nobody has open and nobody tried
    today. `after`: the line one has just left, which is not offered again at once."""
    now = clock(now)
    survey = stand(survey)
    asking_rules.may_interview(survey, by, today=local_day(now)).require()
    mine = Hold.objects.running(now).filter(user=by, listed__survey=survey).first()
    lines = [mine.listed_id] if mine and after is None else _in_turn(survey, by, after, now)
    for line in lines:
        held = survey.listed.select_for_update(of=("self",), skip_locked=True)
        listed = held.filter(pk=line).first()
        if listed is None:
            # Somebody reaches for it this very moment.
            continue
        try:
            return _take(survey, listed, by, now)
        except NotAllowed:
            continue
    return None


def _in_turn(survey: Survey, by: User, after: int | None, now: datetime) -> list[int]:
    """Behind the line one has left first, then from the beginning."""
    today = local_day(now)
    taken = Hold.objects.running(now).exclude(user=by).values("listed")
    left = Listed.objects.filter(survey=survey).unfinished().exclude(pk__in=taken)
    left = left.exclude(call_again_on__gt=today).exclude(attempts__on=today)
    left = left.exclude(attempts__number=MOST_ATTEMPTS)
    here = survey.listed.filter(number=after or 0)
    was = here.values_list("turn", flat=True).first() or 0
    ahead = left.filter(turn__gt=was).in_turn()[:_TRIED]
    round_again = left.filter(turn__lt=was).in_turn()[:_TRIED]
    return [*ahead.values_list("pk", flat=True), *round_again.values_list("pk", flat=True)]


# More than so many clerks do not reach for a case in the same moment.
_TRIED = 50


def _take(survey: Survey, listed: Listed, by: User, now: datetime) -> Hold:
    """`listed` is locked: who holds it is read after that, and nobody takes it meanwhile."""
    other = Hold.objects.of_another(listed, by, now)
    asking_rules.may_take(listed, survey, by, today=local_day(now), other=other).require()
    Hold.objects.lapsed(now).filter(listed=listed).delete()
    mine = Hold.objects.filter(listed=listed, user=by).first()
    told = {
        "listed": listed,
        "since": mine.since if mine is not None else now,
        "until": now + time_to_ask(survey.minutes),
    }
    return Hold.objects.update_or_create(user=by, defaults=told)[0]


@transaction.atomic
def let_go(*, listed: Listed, by: User) -> None:
    """Left without an outcome: the next clerk may have it at once."""
    Hold.objects.filter(listed=listed, user=by).delete()


@transaction.atomic
def forget_lapsed(*, now: datetime | None = None) -> int:
    return Hold.objects.lapsed(clock(now)).delete()[0]
