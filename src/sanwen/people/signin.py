"""How staff sign in: through allauth, with accounts that only an administrator opens."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; an administrator opens accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
