"""Open matters that this one may be the same as: a suggestion for the desk, with its reasons."""

from dataclasses import dataclass
from datetime import date

from sanwen.core.dates import DueLine
from sanwen.deliver.matters.actions.wording import item, with_words
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.shown.rows import matter_due, state_words
from sanwen.listen.voices.near import Held, nearest, rarity
from sanwen.methods.duplicates import Likeness, rank
from sanwen.methods.text import first_words
from sanwen.people.models import User

# The open matters of one desk: only those can be joined.
WORDINGS = Held(
    "matters_wording",
    "matter_id",
    "wordings_sought",
    "AND t.received_by_id = %s AND t.matter_id <> %s",
)
FLOOR = 0.15
PHRASE = 16


@dataclass(frozen=True, slots=True)
class Similar:
    number: int
    ref: str
    title: str
    place: str
    state: str
    due: DueLine
    percent: int
    same_place: bool
    days: int | None
    shared: tuple[str, ...]
    messages: int


def similar(matter: Matter, words: str, by: User, *, today: date, most: int = 4) -> list[Similar]:
    """Found by the words of all open matters of the desk, ranked by words, place and time."""
    text = f"{matter.place} {matter.title} {words[:400]}"
    keys = nearest(WORDINGS, text, matter.received_by_id, matter.pk)
    visible = Matter.objects.visible_to(by).open().filter(pk__in=keys)
    near = {other.pk: other for other in with_words(visible).select_related("area")}
    query = item(matter, words)
    candidates = [item(other, vars(other)["words"] or "") for other in near.values()]
    found = rank(query, candidates, rarity=rarity(WORDINGS), limit=most, floor=FLOOR)
    return [_shown(near[one.key], one, today) for one in found]


def _shown(other: Matter, found: Likeness, today: date) -> Similar:
    return Similar(
        number=other.pk,
        ref=other.ref,
        title=other.title,
        place=other.place or (other.area.name if other.area else ""),
        state=state_words(other),
        due=matter_due(other, today),
        percent=round(found.score * 100),
        same_place=found.same_place,
        days=found.days,
        shared=tuple(first_words(words, PHRASE) for words in found.shared),
        messages=other.voices_count,
    )
