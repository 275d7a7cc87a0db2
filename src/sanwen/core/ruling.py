"""A judgement that says yes, or no with a reason fit to be read aloud."""

from dataclasses import dataclass

from django.utils.functional import Promise


class NotAllowed(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Raised when a rule said no; carries the reason for the person who asked."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True, slots=True)
class Ruling:
    allowed: bool
    reason: "str | Promise" = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        if not self.allowed:
            raise NotAllowed(self.reason)


ALLOWED = Ruling(True)


def refused(reason: "str | Promise") -> Ruling:
    return Ruling(False, reason)


def all_of(*rulings: Ruling) -> Ruling:
    """The first refusal, or yes."""
    return next((ruling for ruling in rulings if not ruling), ALLOWED)
