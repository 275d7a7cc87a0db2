"""A version of a procedure is published: checked whole, numbered, written once."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Declared
from sanwen.deliver.procedures.models import Version
from sanwen.deliver.procedures.written import written
from sanwen.integrity.audit.actions import record
from sanwen.office.rulebook import rules
from sanwen.office.rulebook.checking import faults
from sanwen.people.models import User


def publish(*, one: Declared, because: str, by: User, now: datetime | None = None) -> Version:
    """The number is given here; whatever stands in `one` as version and reason is replaced."""
    now = timezone.now() if now is None else now
    try:
        with transaction.atomic():
            row = _publish(one, because, by=by, now=now)
    except IntegrityError:
        raise NotAllowed(_("Somebody published a version just now. Look at it first.")) from None
    finally:
        known.forget()
    return row


def _publish(one: Declared, because: str, *, by: User, now: datetime) -> Version:
    known.forget()
    before = known.versions(one.code)
    rules.may_publish(by).require()
    rules.says_why(because).require()
    last = before[-1].begins_on if before else None
    rules.may_begin(one.begins_on, today=local_day(now), last=last).require()
    rules.is_sound(faults(one)).require()
    words = because.strip()
    one = replace(one, version=_next_number(before), because_en=words, because_zh=words)
    row = Version.objects.create(
        procedure=one.code,
        number=one.version,
        text=written(one),
        begins_on=one.begins_on,
        published_at=now,
        published_by=by.actor_ref,
        because=words,
    )
    record(
        "procedure.published",
        on=f"procedure:{row.procedure}-{row.number}",
        by=by,
        at=now,
        begins=row.begins_on.isoformat(),
    )
    return row


def _next_number(before: list[Declared]) -> str:
    """A place's own versions of a shipped one are 1.1, 1.2; of its own procedures 1, 2."""
    if not before:
        return "1"
    shipped = [one for one in before if (one.code, one.version) in known.shipped()]
    first, *rest = before[-1].order
    if not shipped:
        return str(first + 1)
    return f"{first}.{(rest[0] if rest else 0) + 1}"
