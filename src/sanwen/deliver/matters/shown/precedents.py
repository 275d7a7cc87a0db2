"""What was decided in matters of like facts: to be weighed by a person, never a proposal.

Found by the words of all messages (their index holds those of ended matters as well), then narrowed
to the same subject and severity, and ranked by words and place. Time does not count.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.deliver.matters import precedent_rules
from sanwen.deliver.matters.actions.wording import with_words
from sanwen.deliver.matters.models import Answer, AnswerState, Joining, Matter, Outcome
from sanwen.deliver.matters.search import WORDS
from sanwen.deliver.matters.states import OPEN
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.near import nearest, rarity
from sanwen.methods.duplicates import Item, Likeness, rank
from sanwen.methods.text import first_words
from sanwen.people.models import User

# Messages taken from the index; like matters counted at most; and how like they must be.
READ = 240
MOST = 30
FLOOR = 0.25
PHRASE = 16
GROUND = 60


@dataclass(frozen=True, slots=True)
class Precedent:
    """One that the reader may see."""

    number: int
    ref: str
    title: str
    place: str
    outcome: str
    ground: str
    days: int
    percent: int
    same_place: bool
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Precedents:
    """All like matters count; those that the reader may not see only as a number."""

    numbers: tuple[int, ...]
    outcomes: tuple[str, ...]
    seen: tuple[Precedent, ...]

    @property
    def total(self) -> int:
        return len(self.numbers)

    @property
    def unseen(self) -> int:
        return self.total - len(self.seen)

    @cached_property
    def usual(self) -> str:
        return precedent_rules.usual(self.outcomes)

    @property
    def usual_name(self) -> str:
        return str(Outcome(self.usual).label) if self.usual else ""

    @property
    def counts(self) -> str:
        """12 like matters: 9 done, 3 explained."""
        if not self.total:
            return _("No matter of like facts was decided yet.")
        parts = [
            _("%(count)d × %(outcome)s") % {"count": count, "outcome": Outcome(outcome).label}
            for outcome, count in Counter(self.outcomes).most_common()
        ]
        told = ngettext(
            "%(total)d like matter: %(parts)s", "%(total)d like matters: %(parts)s", self.total
        )
        return told % {"total": self.total, "parts": _(", ").join(parts)}


def precedents(matter: Matter, by: User) -> Precedents:
    first = Voice.objects.filter(joining__matter=matter).order_by("joining__pk").first()
    text = first.text if first else matter.title
    found = {one.pk: one for one in _decided(matter, text, by)}
    like = rank(
        _item(matter, text),
        [_item(one, vars(one)["words"] or "") for one in found.values()],
        rarity=rarity(WORDS),
        limit=MOST,
        floor=FLOOR,
    )
    numbers = tuple(one.key for one in like)
    visible = Matter.objects.visible_to(by).filter(pk__in=numbers).values_list("pk", flat=True)
    may_see = set(visible)
    return Precedents(
        numbers=numbers,
        outcomes=tuple(str(found[number].outcome) for number in numbers),
        seen=tuple(_shown(found[one.key], one) for one in like if one.key in may_see),
    )


def _decided(matter: Matter, text: str, by: User) -> "QuerySet[Matter]":
    """Answered matters of the same subject and severity whose messages share most of the words."""
    keys = nearest(WORDS, f"{matter.place} {matter.title} {text[:400]}", most=READ)
    near = list(Joining.objects.filter(voice__in=keys).values_list("matter", flat=True))
    ground = Answer.objects.filter(matter=OuterRef("pk"), state=AnswerState.SENT).order_by("-pk")
    found = (
        Matter.objects.without_recused(by)
        .filter(pk__in=near, urgent=matter.urgent, answered_at__isnull=False)
        .exclude(outcome="")
        .exclude(pk=matter.pk)
        .exclude(state__in=OPEN)
    )
    if matter.category_id:
        found = found.filter(category=matter.category_id)
    return with_words(found.select_related("area")).annotate(
        ground=Subquery(ground.values("ground")[:1])
    )


def _item(matter: Matter, words: str) -> Item:
    return Item(
        key=matter.pk,
        text=f"{matter.place} {words}",
        title=matter.title,
        place=matter.area.path if matter.area else "",
    )


def _shown(one: Matter, found: Likeness) -> Precedent:
    taken = one.answered_at - one.opened_at if one.answered_at else None
    return Precedent(
        number=one.pk,
        ref=one.ref,
        title=one.title,
        place=one.place or (one.area.name if one.area else ""),
        outcome=str(Outcome(one.outcome).label),
        ground=first_words(vars(one)["ground"] or "", GROUND),
        days=taken.days if taken else 0,
        percent=round(found.score * 100),
        same_place=found.same_place,
        shared=tuple(first_words(words, PHRASE) for words in found.shared),
    )
