"""Drafting, issuing and replacing papers; the copy that carries the name of a person."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats, contacting
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.rules import belongs_to
from sanwen.deliver.papers import filling, rules
from sanwen.deliver.papers.kinds import Kind
from sanwen.deliver.papers.models import Paper, Series, State
from sanwen.deliver.papers.sheet.writing import render
from sanwen.deliver.papers.showing import sheet_of
from sanwen.deliver.papers.sources import pseudonym
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault.models import Reason
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def draft(
    *,
    matter: Matter,
    kind: Kind,
    filled: Mapping[str, str],
    voice: Voice | None = None,
    by: User,
    now: datetime | None = None,
) -> Paper:
    now = now or timezone.now()
    matter = beats.lock(matter)
    rules.may_make(kind, matter, by).require()
    if voice is not None:
        belongs_to(matter, voice.joining.matter_id).require()
    paper = Paper.objects.create(
        matter=matter,
        kind=kind.code,
        version=kind.version,
        voice=voice,
        unit=rules.issuing_unit(kind, matter, by),
        filled=_kept(kind, filled, voice),
        made_by=by.actor_ref,
        made_at=now,
    )
    _record("drafted", paper, by=by, now=now)
    return paper


@transaction.atomic
def change(
    *, paper: Paper, filled: Mapping[str, str], by: User, now: datetime | None = None
) -> Paper:
    now = now or timezone.now()
    paper = _lock(paper)
    rules.may_change(paper, by).require()
    paper.filled = _kept(paper.of_kind, filled, paper.voice)
    paper.version = paper.of_kind.version
    paper.save(update_fields=["filled", "version"])
    _record("changed", paper, by=by, now=now)
    return paper


@transaction.atomic
def issue(*, paper: Paper, by: User, now: datetime | None = None) -> Paper:
    """Number, file and fingerprint at once; from now on nothing of it changes."""
    now = now or timezone.now()
    matter = beats.lock(paper.matter)
    paper = _lock(paper)
    kind = paper.of_kind
    rules.may_issue(paper, by, filling.missing(kind, paper.filled)).require()
    if kind.head:
        paper.year = local_day(now).year
        paper.number = _next_number(paper.unit, paper.year)
    file = render(sheet_of(paper))
    paper.sha256 = hashlib.sha256(file).hexdigest()
    paper.state, paper.issued_by, paper.issued_at = State.ISSUED, by.actor_ref, now
    paper.file.save(f"{paper.ref}.docx", ContentFile(file), save=False)
    paper.save()
    _record("issued", paper, by=by, now=now, number=paper.full_number, sha256=paper.sha256)
    if not kind.kept_from_unit:
        _tell(matter, paper, by=by, now=now)
    return paper


def _next_number(unit: Unit, year: int) -> int:
    """Given back when this transaction fails: the next one waits for the row until then."""
    Series.objects.get_or_create(unit=unit, year=year)
    series = Series.objects.select_for_update().get(unit=unit, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _tell(matter: Matter, paper: Paper, *, by: User, now: datetime) -> None:
    kind = paper.of_kind
    beats.tell(
        matter,
        "paper",
        by=by,
        now=now,
        unit=paper.unit,
        words=f"《{kind.name}》{paper.full_number}",
        voice=paper.voice,
        inside=kind.to != "resident",
        paper=paper.ref,
    )


@transaction.atomic
def replace(*, paper: Paper, by: User, now: datetime | None = None) -> Paper:
    """A draft with the same words, to be put right and issued under a number of its own."""
    now = now or timezone.now()
    paper = _lock(paper)
    replaced = Paper.objects.filter(replaces=paper).exists()
    rules.may_replace(paper, by, replaced=replaced).require()
    draft = Paper.objects.create(
        matter=paper.matter,
        kind=paper.kind,
        version=paper.of_kind.version,
        voice=paper.voice,
        unit=paper.unit,
        filled={**paper.filled, "day": local_day(now).isoformat()},
        made_by=by.actor_ref,
        made_at=now,
        replaces=paper,
    )
    _record("drafted", draft, by=by, now=now, replaces=paper.ref)
    return draft


@transaction.atomic
def hand_over(
    *,
    paper: Paper,
    by: User,
    reason: Reason | None = None,
    names: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> bytes:
    """The copy for the person. The name comes from the vault for a reason, or by hand; it is
    put into these bytes and nowhere else."""
    now = now or timezone.now()
    paper = _lock(paper)
    rules.may_hand_over(paper, by).require()
    kind = paper.of_kind
    persons = {name: (names or {}).get(name, "") for name in kind.persons}
    place = ""
    if paper.voice is not None and reason is not None:
        matter, voice = paper.matter, paper.voice
        shown = contacting.reveal(matter=matter, voice=voice, reason=reason, by=by, now=now)
        seen = contacting.look_again(matter=matter, voice=voice, reveal=shown, by=by, now=now)
        persons["addressee"], place = seen.name or voice.contact.shown_as, seen.address
    _record("handed_over", paper, by=by, now=now, revealed=bool(reason))
    filled = {**paper.filled, **{name: text for name, text in persons.items() if text}}
    return render(sheet_of(paper, filled=filled, served_at=place))


@transaction.atomic
def write_out(
    *,
    matter: Matter,
    kind: Kind,
    filled: Mapping[str, str],
    by: Actor,
    now: datetime | None = None,
) -> bytes:
    """A paper without a number, for whoever runs the server; nothing is kept but that it was."""
    file = render(filling.sheet(kind, filled, number=_blank_number(kind, filled)))
    details = {"kind": kind.code, "sha256": hashlib.sha256(file).hexdigest()}
    now = now or timezone.now()
    record("paper.written_out", on=matter.trail_ref, by=by, at=now, **details)
    return file


def _blank_number(kind: Kind, filled: Mapping[str, str]) -> str:
    return Paper(kind=kind.code, filled=dict(filled)).full_number


def _kept(kind: Kind, filled: Mapping[str, str], voice: Voice | None) -> dict[str, str]:
    """Only what the kind asks for, and of persons nothing but the pseudonym."""
    asked = [name for name in kind.fields if name not in kind.persons]
    kept = {name: filled[name] for name in asked if filled.get(name, "").strip()}
    if voice is not None and "addressee" in kind.persons:
        kept["addressee"] = pseudonym(voice)
    return kept


def _lock(paper: Paper) -> Paper:
    papers = Paper.objects.select_related(
        "matter__lead_unit", "matter__received_by", "voice__contact", "voice__joining", "unit"
    )
    return papers.select_for_update(of=("self",)).get(pk=paper.pk)


def _record(verb: str, paper: Paper, *, by: Actor, now: datetime, **details: object) -> None:
    details |= {"kind": paper.kind, "version": paper.version, "matter": paper.matter.ref}
    record(f"paper.{verb}", on=paper.trail_ref, by=by, at=now, **details)
