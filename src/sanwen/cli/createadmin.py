"""Makes the first account, the one that gives others theirs."""

import re

from sanwen.cli import telling, topmost
from sanwen.cli.refusal import Refused
from sanwen.people import actions
from sanwen.people.models import USERNAME, User
from sanwen.people.roles import Role


def run(*, username: str, name: str, unit_code: str, as_json: bool) -> int:
    if not re.fullmatch(USERNAME, username):
        raise Refused("A user name begins with a small letter: a-z, 0-9, dot, dash, underscore.")
    if User.objects.filter(username=username).exists():
        raise Refused(f"The user name {username} is taken.")
    unit = topmost.unit(unit_code)
    by = topmost.BY
    user, password = actions.create_account(by=by, username=username, name=name or username)
    actions.give_role(by=by, user=user, role=Role.ADMINISTRATOR, unit=unit)
    if as_json:
        telling.machine({"username": username, "password": password, "unit": unit.code})
    else:
        telling.person(f"{username}  {password}\nThe first sign-in asks for a new password.")
    return 0
