"""The words of everyone whose matter this is, verbatim, with what was added and written since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from sanwen.core.dates import short_moment
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.integrity.vault.models import Direction, RelayMessage, Reveal
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices.models import Addition, Photo, Voice
from sanwen.people.models import User

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Said:
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    when: str
    who: str
    text: str
    from_resident: bool
    call_back: bool
    unread: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One voice as the desk shows it: a pseudonym, never a name."""

    number: int
    ref: str
    who: str
    channel: str
    when: str
    wishes: str
    text: str
    summary: str
    place: str
    withdrawn: bool
    additions: list[Said]
    photos: list[int]
    letters: list[Letter]
    # Until when this very person may look at the contact; empty when it is closed.
    open_until: str


@dataclass(frozen=True, slots=True)
class Voices:
    told: list[Told]
    more: int
    first: Voice | None
    suggestion: Suggestion | None


def voices(matter: Matter, by: User, *, now: datetime) -> Voices:
    """One query, however much each voice brings with it."""
    found = list(_joinings(matter, by, now)[: SHOWN + 1])
    shown = found[:SHOWN]
    first = shown[0].voice if shown else None
    return Voices(
        told=[_told(joining) for joining in shown],
        more=max(0, matter.voices_count - SHOWN) if len(found) > SHOWN else 0,
        first=first,
        suggestion=getattr(first, "suggestion", None) if first else None,
    )


def _joinings(matter: Matter, by: User, now: datetime) -> "QuerySet[Joining]":
    voice, contact = OuterRef("voice"), OuterRef("voice__contact")
    return (
        Joining.objects.filter(matter=matter)
        .select_related(
            "voice__contact",
            "voice__area",
            "voice__suggestion__category",
            "voice__suggestion__unit",
        )
        .annotate(
            additions=_rows(Addition.objects.filter(voice=voice), at="added_at", text="text"),
            photos=_rows(Photo.objects.filter(voice=voice).order_by("pk"), number="pk"),
            letters=_rows(
                RelayMessage.objects.filter(contact=contact),
                at="at",
                text="text",
                way="direction",
                unit="unit_name",
                read="read_at",
            ),
            reveals=_rows(
                Reveal.objects.open_at(now).filter(contact=contact, actor=by.actor_ref),
                until="expires_at",
            ),
        )
        .order_by("pk")
    )


def _rows(rows: "QuerySet[Any]", **fields: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**fields)))


def _told(joining: Joining) -> Told:
    voice = joining.voice
    extra: Mapping[str, list[dict[str, Any]]] = vars(joining)
    place = " ".join(part for part in (voice.area.name if voice.area else "", voice.place) if part)
    until = [short_moment(_moment(row["until"])) for row in extra["reveals"]]
    return Told(
        number=voice.pk,
        ref=voice.ref,
        who=voice.contact.shown_as,
        channel=voice.get_channel_display(),
        when=short_moment(voice.said_at),
        wishes=voice.contact.get_wishes_display(),
        text=voice.text,
        summary=voice.summary,
        place=place,
        withdrawn=joining.withdrawn_at is not None,
        additions=[
            Said(short_moment(_moment(row["at"])), row["text"]) for row in extra["additions"]
        ],
        photos=[row["number"] for row in extra["photos"]],
        letters=[_letter(row, voice.contact.shown_as) for row in extra["letters"]],
        open_until=until[0] if until else "",
    )


def _letter(row: Mapping[str, Any], resident: str) -> Letter:
    theirs = row["way"] == Direction.FROM_RESIDENT
    return Letter(
        when=short_moment(_moment(row["at"])),
        who=resident if theirs else row["unit"],
        text=row["text"] or _("(erased)"),
        from_resident=theirs,
        call_back=row["way"] == Direction.CALLBACK,
        unread=row["read"] is None,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
