"""Opening and closing accounts, giving and ending roles, passwords, the traces of sign-in."""

import secrets

from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor, Machine
from sanwen.integrity.audit.actions import record
from sanwen.people import rules
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

DOOR = Machine("sign-in")
# No l, 1, o or 0: passwords are read from paper. 16 of 31 signs are 79 bits.
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(16))
    return "-".join(signs[start : start + 4] for start in range(0, 16, 4))


@transaction.atomic
def create_account(
    *,
    by: Actor,
    username: str,
    name: str,
    email: str = "",
    password: str | None = None,
    signs_in: bool = True,
) -> tuple[User, str]:
    """The account and its password, shown once; the first sign-in must change it.

    `password` is for demo accounts, which keep it. An account that does not sign in has none, which
    spares the half second of hashing where many are made.
    """
    rules.may_manage_accounts(by).require()
    now = timezone.now()
    user = User(username=username, name=name, email=email, date_joined=now)
    user.must_change_password = signs_in and password is None
    given = (password or one_time_password()) if signs_in else ""
    user.set_password(given or None)
    user.save(force_insert=True)
    record("account.created", on=f"account:{username}", by=by, at=now)
    return user, given


@transaction.atomic
def give_role(*, by: Actor, user: User, role: Role, unit: Unit) -> Membership:
    user = User.objects.select_for_update().get(pk=user.pk)
    held = list(Membership.objects.now().filter(user=user))
    rules.may_give(by, user, role, unit, held).require()
    for membership in held:
        if (membership.role, membership.unit_id) == (role, unit.pk):
            return membership
    now = timezone.now()
    given = Membership.objects.create(user=user, role=role, unit=unit, since=now)
    record(
        "role.given", on=f"account:{user.username}", by=by, at=now, role=role.value, unit=unit.code
    )
    return given


@transaction.atomic
def end_role(*, by: Actor, membership: Membership) -> Membership:
    others = _other_administrators(membership.user_id)
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "unit")
        .get(pk=membership.pk)
    )
    rules.may_end(by, membership, others).require()
    _end([membership], by=by)
    return membership


@transaction.atomic
def reset_password(*, by: Actor, user: User) -> str:
    """A new one-time password; every session of the account ends with the old one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    rules.may_reset(by, user).require()
    now = timezone.now()
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("password.reset", on=f"account:{user.username}", by=by, at=now)
    return password


@transaction.atomic
def remove_second_factor(*, by: Actor, user: User) -> None:
    """For someone whose telephone is lost; a new one-time password goes with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    rules.may_reset(by, user).require()
    now = timezone.now()
    user.authenticator_set.all().delete()  # type: ignore[attr-defined]
    record("second_factor.removed", on=f"account:{user.username}", by=by, at=now)


@transaction.atomic
def deactivate(*, by: Actor, user: User) -> User:
    """The account stays in the trail, holds nothing any more and cannot sign in."""
    others = _other_administrators(user.pk)
    user = User.objects.select_for_update().get(pk=user.pk)
    held = list(Membership.objects.now().filter(user=user).select_related("user", "unit"))
    rules.may_close(by, user, held, others).require()
    now = timezone.now()
    _end(held, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("account.closed", on=f"account:{user.username}", by=by, at=now)
    return user


@transaction.atomic
def reactivate(*, by: Actor, user: User) -> User:
    """Open again, without the roles it had."""
    user = User.objects.select_for_update().get(pk=user.pk)
    rules.may_reopen(by, user).require()
    now = timezone.now()
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("account.reopened", on=f"account:{user.username}", by=by, at=now)
    return user


def _end(memberships: list[Membership], *, by: Actor) -> None:
    now = timezone.now()
    for membership in memberships:
        membership.until = now
        membership.save(update_fields=["until"])
        record(
            "role.ended",
            on=f"account:{membership.user.username}",
            by=by,
            at=now,
            role=membership.role,
            unit=membership.unit.code,
        )


def _other_administrators(user_id: int) -> int:
    """Locked in one order, so two administrators who remove each other cannot both succeed."""
    administrators = Membership.objects.now().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    locked = administrators.select_for_update(of=("self",)).order_by("id")
    return len({membership.user_id for membership in locked} - {user_id})


@transaction.atomic
def note_signed_in(*, user: User) -> None:
    record("account.signed_in", on=f"account:{user.username}", by=user, at=timezone.now())


@transaction.atomic
def note_signed_out(*, user: User) -> None:
    record("account.signed_out", on=f"account:{user.username}", by=user, at=timezone.now())


@transaction.atomic
def note_failed(*, username: str) -> None:
    """Only names that exist are written down: people type passwords into the wrong box."""
    known = User.objects.filter(username=username.strip().lower()).exists()
    name = username.strip().lower() if known else "unknown"
    record("account.sign_in_failed", on=f"account:{name}", by=DOOR, at=timezone.now())


@transaction.atomic
def note_password_changed(*, user: User) -> None:
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.must_change_password = False
    record("password.changed", on=f"account:{user.username}", by=user, at=timezone.now())


@transaction.atomic
def note_second_factor(*, user: User, verb: str, kind: str) -> None:
    now = timezone.now()
    record(f"second_factor.{verb}", on=f"account:{user.username}", by=user, at=now, kind=kind)
