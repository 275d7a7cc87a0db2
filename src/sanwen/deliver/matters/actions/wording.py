"""Keeps the words by which open matters are found as the same: there while they are open."""

from collections.abc import Sequence
from itertools import islice

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from sanwen.deliver.matters.models import Joining, Matter, Wording
from sanwen.deliver.matters.states import OPEN
from sanwen.methods.duplicates import READ, Item, compared
from sanwen.methods.text import sought

BATCH = 500


def with_words(matters: "QuerySet[Matter]") -> "QuerySet[Matter]":
    """Each matter with how the message it was opened for begins, as `words`."""
    first = Joining.objects.filter(home=OuterRef("pk")).order_by("pk")
    return matters.annotate(words=Left(Subquery(first.values("voice__text")[:1]), READ * 2))


def item(matter: Matter, words: str) -> Item:
    """As it is compared; the area's path says which area lies in which."""
    return Item(
        key=matter.pk,
        text=f"{matter.place} {words}",
        title=matter.title,
        place=matter.area.path if matter.area else "",
        at=matter.opened_at,
    )


def keep_many(matters: Sequence[Matter], texts: Sequence[str]) -> None:
    Wording.objects.bulk_create(
        [_wording(matter, text) for matter, text in zip(matters, texts, strict=True)]
    )


def keep(matter: Matter) -> None:
    """A matter that is open again."""
    (known,) = with_words(Matter.objects.filter(pk=matter.pk))
    _wording(matter, vars(known)["words"] or "").save()


def drop(matter: Matter) -> None:
    Wording.objects.filter(pk=matter.pk).delete()


def mend() -> dict[str, int]:
    """Words of open matters that have none, and no words of others: for rows loaded past us."""
    stale = Wording.objects.exclude(matter__state__in=OPEN).delete()[0]
    missing = with_words(Matter.objects.open().filter(wording=None)).order_by("pk").iterator()
    made = 0
    while batch := list(islice(missing, BATCH)):
        keep_many(batch, [vars(one)["words"] or "" for one in batch])
        made += len(batch)
    return {"made": made, "dropped": stale}


def _wording(matter: Matter, text: str) -> Wording:
    words = sought(f"{matter.place} {compared(text, matter.title)}")
    return Wording(matter=matter, received_by_id=matter.received_by_id, sought=words)
