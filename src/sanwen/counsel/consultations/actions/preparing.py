"""Preparing a consultation: the question, its phases, what one needs to read, whom to invite."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.beats import lock
from sanwen.counsel.consultations.drafts import (
    ConsultationDraft,
    MarginDraft,
    MaterialDraft,
    PhaseDraft,
)
from sanwen.counsel.consultations.models import (
    Consultation,
    Invitation,
    Margin,
    MarginPart,
    Material,
    Origin,
    Phase,
)
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault.models import Contact, Openness
from sanwen.listen.voices.masking import line_for_everybody
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def prepare(
    draft: ConsultationDraft,
    *,
    unit: Unit,
    by: User,
    phases: Sequence[PhaseDraft] = (),
    origins: Sequence[tuple[str, str]] = (),
    invite: Iterable[int] = (),
    now: datetime | None = None,
) -> Consultation:
    """`origins` are references with words ("T-3", "…"); `invite` are contacts of who raised it."""
    now = clock(now)
    rules.may_prepare(unit, by).require()
    made = Consultation.objects.create(
        unit=unit,
        seed=secrets.token_hex(12),
        made_at=now,
        made_by=by.actor_ref,
        **_fields(draft),
    )
    _set_phases(made, phases)
    Origin.objects.bulk_create(
        Origin(consultation=made, ref=ref, words=line_for_everybody(words))
        for ref, words in dict(origins).items()
    )
    invited = _to_invite(made, invite)
    record(
        "consultation.prepared", on=made.trail_ref, by=by, at=now,
        unit=unit.code, origins=len(dict(origins)), invited=invited,
    )  # fmt: skip
    return made


def _fields(draft: ConsultationDraft) -> dict[str, object]:
    return {
        "area": draft.area,
        "question": draft.question.strip(),
        "summary": draft.summary.strip(),
        "background": draft.background.strip(),
        "who_decides": draft.who_decides.strip(),
        "decide_by": draft.decide_by,
        "is_major": draft.is_major,
        "short_because": draft.short_because.strip(),
        "identity": draft.identity,
    }


def _set_phases(one: Consultation, phases: Sequence[PhaseDraft]) -> None:
    Phase.objects.filter(consultation=one).delete()
    Phase.objects.bulk_create(
        Phase(consultation=one, kind=each.kind, opens_on=each.opens_on, closes_on=each.closes_on)
        for each in phases
    )


def _to_invite(one: Consultation, contacts: Iterable[int]) -> int:
    """Whoever stayed anonymous is not written to."""
    reachable = Contact.objects.not_erased().filter(pk__in=list(contacts))
    found = reachable.exclude(openness=Openness.ANONYMOUS).order_by("pk")
    made = Invitation.objects.bulk_create(
        Invitation(consultation=one, contact=contact) for contact in found.only("pk")
    )
    return len(made)


@transaction.atomic
def change(
    *,
    consultation: Consultation,
    draft: ConsultationDraft,
    phases: Sequence[PhaseDraft],
    by: User,
    now: datetime | None = None,
) -> Consultation:
    now = clock(now)
    one = lock(consultation)
    rules.may_change(one, by).require()
    for name, value in _fields(draft).items():
        setattr(one, name, value)
    one.save()
    _set_phases(one, phases)
    record("consultation.changed", on=one.trail_ref, by=by, at=now, phases=len(phases))
    return one


@transaction.atomic
def add_material(
    *,
    consultation: Consultation,
    material: MaterialDraft,
    by: User,
    now: datetime | None = None,
) -> Material:
    """Also later: what came to light while people think belongs before them, with its day."""
    now = clock(now)
    one = lock(consultation)
    rules.may_prepare(one.unit, by).require()
    made = Material.objects.create(
        consultation=one,
        title=material.title.strip(),
        text=material.text.strip(),
        file=material.file or "",
        added_at=now,
    )
    record("consultation.material_added", on=one.trail_ref, by=by, at=now, material=made.pk)
    return made


@transaction.atomic
def drop_material(*, material: Material, by: User, now: datetime | None = None) -> None:
    """Only before it is published."""
    now = clock(now)
    one = lock(material.consultation)
    rules.may_change(one, by).require()
    record("consultation.material_dropped", on=one.trail_ref, by=by, at=now, material=material.pk)
    material.delete()


@transaction.atomic
def set_margin(
    *, consultation: Consultation, margin: MarginDraft, by: User, now: datetime | None = None
) -> Margin:
    """Whom there is to be asked; named again it is replaced, as long as nobody has answered."""
    now = clock(now)
    one = lock(consultation)
    rules.may_change(one, by).require()
    Margin.objects.filter(consultation=one, name=margin.name.strip()).delete()
    made = Margin.objects.create(
        consultation=one, name=margin.name.strip(), source=margin.source.strip()
    )
    MarginPart.objects.bulk_create(
        MarginPart(margin=made, name=name.strip(), population=population)
        for name, population in margin.parts
    )
    record("consultation.margin_set", on=one.trail_ref, by=by, at=now, parts=len(margin.parts))
    return made


@transaction.atomic
def drop_margin(*, margin: Margin, by: User, now: datetime | None = None) -> None:
    now = clock(now)
    one = lock(margin.consultation)
    rules.may_change(one, by).require()
    record("consultation.margin_dropped", on=one.trail_ref, by=by, at=now, margin=margin.pk)
    margin.delete()
