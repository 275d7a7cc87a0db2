"""Who acts: staff, a resident known by pseudonym, or a named machine."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    @property
    def actor_ref(self) -> str:
        """How the trail names this actor, for ever."""
        ...


@dataclass(frozen=True, slots=True)
class Resident:
    pseudonym: str

    @property
    def actor_ref(self) -> str:
        return f"resident:{self.pseudonym}"


@dataclass(frozen=True, slots=True)
class Machine:
    name: str

    @property
    def actor_ref(self) -> str:
        return f"machine:{self.name}"
