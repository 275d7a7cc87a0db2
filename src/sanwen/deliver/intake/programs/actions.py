"""A key is made for a program, shown once, and ended. Only its hash is kept."""

import secrets

from django.db import transaction
from django.utils import timezone

from sanwen.core import keys
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs import rules
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.places.models import Unit

PREFIX = "sanwen_"


@transaction.atomic
def make_key(*, name: str, unit: Unit, by: User) -> tuple[ApiKey, str]:
    """The key itself is in this answer and nowhere else."""
    now = timezone.now()
    rules.may_make_key(unit, by).require()
    text = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        name=name, unit=unit, key_hash=hidden(text), made_at=now, made_by=by.actor_ref
    )
    record("key.made", on=key.actor_ref, by=by, at=now, unit=unit.code)
    return key, text


@transaction.atomic
def end_key(*, key: ApiKey, by: User) -> ApiKey:
    now = timezone.now()
    key = ApiKey.objects.select_for_update(of=("self",)).select_related("unit").get(pk=key.pk)
    rules.may_end_key(key, by).require()
    key.ended_at = now
    key.save(update_fields=["ended_at"])
    record("key.ended", on=key.actor_ref, by=by, at=now)
    return key


def hidden(text: str) -> bytes:
    return keys.keyed_hash("lookup", f"api-key:{text}")


def key_for(text: str) -> ApiKey | None:
    """The live key that this is; ended and unknown ones look the same."""
    if not text.startswith(PREFIX) or len(text) > 200:
        return None
    return ApiKey.objects.live().select_related("unit").filter(key_hash=hidden(text)).first()
