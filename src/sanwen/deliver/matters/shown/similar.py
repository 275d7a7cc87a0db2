"""Open matters that this one may be the same as: a suggestion for the desk, with its reasons."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left

from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.shown.dates import DueLine
from sanwen.deliver.matters.shown.rows import matter_due, state_words
from sanwen.methods.duplicates import Candidate, rank
from sanwen.methods.text import first_words
from sanwen.people.models import User

# Looked at: the newest open ones of the same area; compared: their first words.
LOOKED_AT = 200
COMPARED = 300
FLOOR = 0.22
PHRASE = 16


@dataclass(frozen=True, slots=True)
class Similar:
    number: int
    ref: str
    title: str
    state: str
    due: DueLine
    percent: int
    same_place: bool
    shared: tuple[str, ...]
    messages: int


def similar(matter: Matter, words: str, by: User, *, today: date, most: int = 4) -> list[Similar]:
    first = Joining.objects.filter(matter=OuterRef("pk")).order_by("pk")
    near = {
        other.pk: other
        for other in Matter.objects.visible_to(by)
        .open()
        .filter(area=matter.area_id, received_by=matter.received_by_id)
        .exclude(pk=matter.pk)
        .annotate(words=Left(Subquery(first.values("voice__text")[:1]), COMPARED))
        .order_by("-opened_at")[:LOOKED_AT]
    }
    query = Candidate(matter.pk, words[:COMPARED], matter.place)
    candidates = [
        Candidate(pk, vars(one)["words"] or one.title, one.place) for pk, one in near.items()
    ]
    return [
        Similar(
            number=found.key,
            ref=near[found.key].ref,
            title=near[found.key].title,
            state=state_words(near[found.key]),
            due=matter_due(near[found.key], today),
            percent=round(found.score * 100),
            same_place=found.same_place,
            shared=tuple(first_words(words, PHRASE) for words in found.shared),
            messages=near[found.key].voices_count,
        )
        for found in rank(query, candidates, limit=most, floor=FLOOR)
    ]
