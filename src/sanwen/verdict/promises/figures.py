"""What became of promises, as rates with their denominators: for a page, an export, a card."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from sanwen.deliver.matters.models import Answer, AnswerState, Outcome
from sanwen.methods.rates import Rate
from sanwen.methods.suppression import FEWEST
from sanwen.places.models import Unit
from sanwen.verdict.promises.models import Entry, Round
from sanwen.verdict.promises.states import OPEN, State


@dataclass(frozen=True, slots=True)
class Sums:
    """`of` is everything promised; `judged` those of which it can be told by now.

    `accepted`: among those said to be done (`of`) and judged by five residents or more (`judged`),
    those that most of them find done."""

    promised: int
    kept_first: Rate
    kept_later: Rate
    late: Rate
    cannot: Rate
    accepted: Rate


def sums(since: date, until: date, units: Collection[Unit] | None = None, *, today: date) -> Sums:
    """Promises whose first day lies in `since` ≤ day < `until`, as they stand on `today`.

    Late is measured by the first day: a day that was moved does not make a promise kept."""
    found = Entry.objects.filter(first_due_on__gte=since, first_due_on__lt=until, left_out_on=None)
    if units is not None:
        found = found.filter(unit__in=units)
    done = Q(state=State.SAYS_DONE)
    cannot = Q(state=State.CANNOT)
    late = Q(state__in=OPEN, first_due_on__lt=today)
    counts = _judged(found).aggregate(
        promised=Count("pk"),
        first=Count("pk", filter=done & Q(done_on__lte=F("first_due_on"))),
        later=Count("pk", filter=done & Q(done_on__gt=F("first_due_on"))),
        late=Count("pk", filter=late),
        cannot=Count("pk", filter=cannot),
        settled=Count("pk", filter=done | cannot | late),
        done=Count("pk", filter=done),
        judged=Count("pk", filter=done & Q(is_judged=True)),
        accepted=Count("pk", filter=done & Q(is_accepted=True)),
    )
    return _as_rates(counts)


def _judged(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """With what residents found in the newest round of each."""
    rounds = Round.objects.closed().filter(entry=OuterRef("pk"))
    newer = Round.objects.closed().filter(entry=OuterRef("entry"), number__gt=OuterRef("number"))
    newest = rounds.filter(~Exists(newer)).annotate(said=F("yes") + F("partly") + F("no"))
    enough = newest.filter(said__gte=FEWEST)
    return found.annotate(
        is_judged=Exists(enough), is_accepted=Exists(enough.filter(yes__gt=F("said") - F("yes")))
    )


def _as_rates(counts: dict[str, int]) -> Sums:
    promised, settled = counts["promised"], counts["settled"]
    return Sums(
        promised=promised,
        kept_first=Rate(counts["first"], settled, promised),
        kept_later=Rate(counts["later"], settled, promised),
        late=Rate(counts["late"], settled, promised),
        cannot=Rate(counts["cannot"], settled, promised),
        accepted=Rate(counts["accepted"], counts["judged"], counts["done"]),
    )


def planned(
    since: date, until: date, units: Collection[Unit] | None = None, *, today: date
) -> Rate:
    """Answers that said “will be done by …”: carried out, among those whose day has passed.

    Only as a sum: the matter of one person is no public promise."""
    sent = Answer.objects.filter(state=AnswerState.SENT)
    found = sent.filter(outcome=Outcome.PLANNED, next_on__gte=since, next_on__lt=until)
    if units is not None:
        found = found.filter(unit__in=units)
    after = sent.filter(
        matter=OuterRef("matter"), sent_at__gt=OuterRef("sent_at"), outcome=Outcome.DONE
    )
    passed = Q(next_on__lt=today) | Q(is_done=True)
    counts = found.annotate(is_done=Exists(after)).aggregate(
        of=Count("pk"),
        judged=Count("pk", filter=passed),
        hits=Count("pk", filter=Q(is_done=True)),
    )
    return Rate(counts["hits"], counts["judged"], counts["of"])
