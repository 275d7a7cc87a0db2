"""What the pages of papers show: rows, the kinds one may choose, what a form begins with."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.dates import moment_words
from sanwen.core.ruling import Ruling, all_of
from sanwen.deliver.matters.actions.contacting import may_see
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.shown.timeline import actor_words
from sanwen.deliver.papers import rules, sources
from sanwen.deliver.papers.forms import NameForm
from sanwen.deliver.papers.kinds import Kind, kinds
from sanwen.deliver.papers.models import Paper
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User

# A person chooses among so many; a matter of hundreds of voices goes by the first ones.
MOST_VOICES = 50


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    ref: str
    name: str
    full_number: str
    state: str
    when: str
    who: str
    replaced: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str
    article: str


def rows(matter: Matter, by: User) -> list[Row]:
    found = Paper.objects.visible_to(by).filter(matter=matter)
    return [row(paper) for paper in found.select_related("replaced_by", "unit")]


def row(paper: Paper) -> Row:
    instead = paper.replaced_by.ref if paper.is_replaced else ""
    return Row(
        number=paper.pk,
        ref=paper.ref,
        name=paper.of_kind.name_in(get_language() or ""),
        full_number="" if paper.is_draft else paper.full_number,
        state=_("replaced by %(ref)s") % {"ref": instead} if instead else paper.get_state_display(),
        when=moment_words(paper.issued_at or paper.made_at),
        who=actor_words(paper.issued_by or paper.made_by),
        replaced=instead,
    )


def choices(matter: Matter, by: User) -> list[Choice]:
    language = get_language() or ""
    return [
        Choice(kind.code, kind.name_in(language), kind.article)
        for kind in kinds().values()
        if rules.may_make(kind, matter, by)
    ]


def voices(matter: Matter) -> list[tuple[str, str]]:
    found = Voice.objects.select_related("contact").filter(joining__matter=matter)
    return [
        (str(one.pk), f"{one.ref} · {one.contact.shown_as}")
        for one in found.order_by("joining__pk")[:MOST_VOICES]
    ]


def initial(kind: Kind, matter: Matter, by: User, *, today: date) -> dict[str, str]:
    """What the matter knows, and how this unit named itself last time."""
    unit = rules.issuing_unit(kind, matter, by)
    found = sources.filled(kind, sources.facts(matter, unit, None, today=today))
    last = Paper.objects.filter(unit=unit, filled__has_key="word").order_by("-pk").first()
    if last:
        found |= {name: last.filled[name] for name in ("issuer", "word") if name in last.filled}
    return found


def may_name(paper: Paper, by: User) -> Ruling:
    """Whether this person may have the copy with the name."""
    ruling = rules.may_hand_over(paper, by)
    if paper.voice is None:
        return ruling
    return all_of(ruling, may_see(paper.matter, paper.voice, by))


def names(paper: Paper, by: User) -> NameForm | None:
    if not may_name(paper, by):
        return None
    return NameForm(kind=paper.of_kind, from_vault=paper.voice is not None)
