"""Keeping contacts, showing them for a reason, the relay, erasing and re-encrypting."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sanwen.core import codes, keys
from sanwen.core.actors import Actor, Machine, Resident
from sanwen.core.many import write_many
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.integrity.vault import rules, sealed, shapes
from sanwen.integrity.vault.models import (
    FIELDS,
    LOOKUP,
    NEEDS,
    Contact,
    Direction,
    Reason,
    RelayMessage,
    Reveal,
    Way,
)
from sanwen.integrity.vault.rules import ContactDraft

SHOWN_FOR = timedelta(minutes=30)
BATCH = 500
_NOTICES = Machine("notices")
_KEEPER = Machine("vault")
_NOTHING = {**dict.fromkeys(FIELDS), "phone_hash": None, "email_hash": None}


@dataclass(frozen=True, slots=True)
class Revealed:
    """A contact in plain text, for as long as `reveal` says."""

    reveal: Reveal
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    wechat: str = ""


@transaction.atomic(savepoint=False)
def keep_many(drafts: Sequence[ContactDraft], *, now: datetime) -> list[Contact]:
    """The voice that brings a contact is recorded by its own action; nothing is recorded here."""
    for draft in drafts:
        rules.may_keep(draft).require()
    return write_many([_encrypted(draft, now) for draft in drafts])


def _encrypted(draft: ContactDraft, now: datetime) -> Contact:
    pseudonym = "".join(secrets.choice(codes.ALPHABET) for _ in range(4))
    contact = Contact(
        pseudonym=pseudonym, wishes=draft.wishes, openness=draft.openness, created_at=now
    )
    for field in draft.given:
        text = getattr(draft, field).strip()
        setattr(contact, field, sealed.seal(text, field=field, pseudonym=pseudonym))
    if draft.phone and shapes.phone_is_right(draft.phone):
        contact.phone_hash = keys.keyed_hash(LOOKUP, shapes.plain_phone(draft.phone))
    if draft.email and shapes.email_is_right(draft.email):
        contact.email_hash = keys.keyed_hash(LOOKUP, shapes.plain_email(draft.email))
    return contact


@transaction.atomic
def reveal(
    *,
    contact: Contact,
    by: Actor,
    unit_name: str,
    reason: Reason,
    third_party: bool = False,
    now: datetime,
) -> Revealed:
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    rules.may_reveal(contact, reason=reason, third_party=third_party).require()
    shown = Reveal.objects.create(
        contact=contact,
        actor=by.actor_ref,
        unit_name=unit_name,
        reason=reason,
        fields=contact.held,
        at=now,
        expires_at=now + SHOWN_FOR,
    )
    record(
        "contact.revealed",
        on=contact.ref,
        by=by,
        at=now,
        reason=str(reason),
        fields=contact.held,
        until=shown.expires_at,
    )
    return _opened(contact, shown)


@transaction.atomic
def read(*, contact: Contact, reveal: Reveal, by: Actor, now: datetime) -> Revealed:
    """Look again while the reveal lasts."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    rules.may_read(reveal, contact, by, now=now).require()
    record("contact.read", on=contact.ref, by=by, at=now, reveal=reveal.pk, fields=contact.held)
    return _opened(contact, reveal)


def _opened(contact: Contact, shown: Reveal) -> Revealed:
    return Revealed(reveal=shown, **{field: _plain(contact, field) for field in contact.held})


def _plain(contact: Contact, field: str) -> str:
    return sealed.unseal(getattr(contact, field), field=field, pseudonym=contact.pseudonym)


@transaction.atomic
def address_for_notice(
    *, contact: Contact, now: datetime, by: Actor = _NOTICES
) -> tuple[Way, str] | None:
    """Where the resident wishes to be told, for the machine that sends; None: they look by code."""
    contact = Contact.objects.get(pk=contact.pk)
    way = Way(contact.wishes)
    if way not in NEEDS or contact.erased_at:
        return None
    record("contact.used_for_notice", on=contact.ref, by=by, at=now, way=way.value)
    return way, _plain(contact, NEEDS[way])


def say(*, contact: Contact, text: str, by: Actor, unit_name: str, now: datetime) -> RelayMessage:
    return _relay(contact, Direction.TO_RESIDENT, text, by, unit_name, now)


def ask_call_back(
    *, contact: Contact, text: str, by: Actor, unit_name: str, now: datetime
) -> RelayMessage:
    """Ask the resident to call: the text says which number and when."""
    return _relay(contact, Direction.CALLBACK, text, by, unit_name, now)


def hear(*, contact: Contact, text: str, now: datetime) -> RelayMessage:
    by = Resident(contact.pseudonym)
    return _relay(contact, Direction.FROM_RESIDENT, text, by, "", now)


@transaction.atomic
def _relay(
    contact: Contact, direction: Direction, text: str, by: Actor, unit_name: str, now: datetime
) -> RelayMessage:
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    rules.may_relay(contact, text).require()
    message = RelayMessage.objects.create(
        contact=contact,
        direction=direction,
        text=text.strip(),
        at=now,
        actor=by.actor_ref,
        unit_name=unit_name,
    )
    record(f"relay.{direction}", on=contact.ref, by=by, at=now, message=message.pk)
    return message


@transaction.atomic
def mark_read(*, contact: Contact, by_resident: bool, now: datetime) -> int:
    """The one side has seen what the other wrote."""
    theirs = Q(direction=Direction.FROM_RESIDENT)
    unread = RelayMessage.objects.filter(contact=contact, read_at=None)
    return unread.filter(~theirs if by_resident else theirs).update(read_at=now)


@transaction.atomic
def erase(*, contact: Contact, by: Actor, now: datetime) -> Contact:
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    _erase([contact.pk], by, now)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def erase_due(
    *, contact_ids: Iterable[int], before: datetime, by: Actor = _KEEPER, now: datetime
) -> int:
    """Erase those of the given contacts made before a day; the caller knows whose matter closed."""
    wanted = Contact.objects.filter(pk__in=list(contact_ids), created_at__lt=before)
    locked = wanted.not_erased().order_by("pk").select_for_update()
    return _erase([contact.pk for contact in locked.only("pk")], by, now)


def _erase(numbers: list[int], by: Actor, now: datetime) -> int:
    due = list(Contact.objects.not_erased().filter(pk__in=numbers).only("pk", "pseudonym"))
    Contact.objects.filter(pk__in=[contact.pk for contact in due]).update(**_NOTHING, erased_at=now)
    # People write their numbers into messages too.
    RelayMessage.objects.filter(contact__in=due).update(text="")
    record_many([TrailRow("contact.erased", contact.ref, by, now) for contact in due])
    return len(due)


def rotate(*, now: datetime, by: Actor = _KEEPER) -> int:
    """Encrypt everything under the newest key, in batches; safe to break off and run again."""
    keys.keyring.cache_clear()
    done, after = 0, 0
    while last := _rotate_some(after, by, now):
        after, count = last
        done += count
    return done


@transaction.atomic
def _rotate_some(after: int, by: Actor, now: datetime) -> tuple[int, int] | None:
    batch = list(
        Contact.objects.not_erased().filter(pk__gt=after).order_by("pk").select_for_update()[:BATCH]
    )
    if not batch:
        return None
    for contact in batch:
        for field in contact.held:
            setattr(contact, field, sealed.renew(getattr(contact, field)))
    Contact.objects.bulk_update(batch, FIELDS)
    record(
        "vault.rotated", on="vault:contacts", by=by, at=now, first=batch[0].pk, last=batch[-1].pk
    )
    return batch[-1].pk, len(batch)
