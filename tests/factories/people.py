"""Staff for tests: one account, one role, one unit."""

from itertools import count

from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from tests.factories.moments import LONG_AGO

_numbers = count(1)


def person(role: Role | str, unit: Unit, *, name: str = "") -> User:
    number = next(_numbers)
    user = User(username=f"{role}.{number}".replace("_", "-"), name=name or f"测试{number}")
    user.date_joined = LONG_AGO
    user.set_unusable_password()
    user.save()
    also(user, role, unit)
    return user


def also(user: User, role: Role | str, unit: Unit) -> User:
    Membership.objects.create(user=user, role=role, unit=unit, since=LONG_AGO)
    user.__dict__.pop("memberships_now", None)
    return user
