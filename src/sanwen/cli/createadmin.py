"""Makes the first account, the one that gives others theirs."""

import re

from django.conf import settings

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.people import actions
from sanwen.people.models import USERNAME, User
from sanwen.people.roles import Role
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, Unit, UnitKind

BY = Machine("command-line")


def run(*, username: str, name: str, unit_code: str, as_json: bool) -> int:
    if not re.fullmatch(USERNAME, username):
        raise Refused("A user name begins with a small letter: a-z, 0-9, dot, dash, underscore.")
    if User.objects.filter(username=username).exists():
        raise Refused(f"The user name {username} is taken.")
    unit = _unit(unit_code)
    user, password = actions.create_account(by=BY, username=username, name=name or username)
    actions.give_role(by=BY, user=user, role=Role.ADMINISTRATOR, unit=unit)
    if as_json:
        telling.machine({"username": username, "password": password, "unit": unit.code})
    else:
        telling.person(f"{username}  {password}\nThe first sign-in asks for a new password.")
    return 0


def _unit(code: str) -> Unit:
    """The unit named, the topmost, or a first one where there is none yet."""
    if code:
        found = Unit.objects.filter(code=code).first()
        if found is None:
            raise Refused(f"There is no unit with the code {code}.")
        return found
    topmost = Unit.objects.filter(parent=None).order_by("level", "id").first()
    return topmost or add_unit(
        by=BY,
        code="top",
        name=settings.BODY_NAME or "本级",
        kind=UnitKind.BUREAU,
        level=Level.COUNTY,
    )
