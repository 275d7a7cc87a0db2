"""What happens to a demo matter, as plain data a loader can replay."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sanwen.demo.answers import Answer


class EventKind(StrEnum):
    """Each verb that moves or marks a matter, in the words of the desk."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    JOINED = "joined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    ASSIGNED = "assigned"
    ASSIST_ASKED = "assist_asked"
    TAKEN = "taken"
    RETURNED = "returned"
    RETURN_AGREED = "return_agreed"
    RETURN_REFUSED = "return_refused"
    ARBITRATED = "arbitrated"
    RESIDENT_ASKED = "resident_asked"
    RESIDENT_REPLIED = "resident_replied"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    ANSWERED = "answered"
    DELIVERED = "delivered"
    RATED = "rated"
    CLOSED_BY_VERDICT = "closed_by_verdict"
    CLOSED_BY_SILENCE = "closed_by_silence"
    REOPENED = "reopened"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The resident's own words; nobody else writes them. `level` runs from 1 to 5."""

    solved: str  # solved · partly · not
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `after` counts from the moment the voice was registered.

    `by` is a staff role, "resident" or "machine"; `unit` is where the actor works; `to_unit` is
    whom it goes to (assignments, returns, arbitration); `text` is a reason or words; `days` are
    the days an extension asks for; `matter` is the story number a voice is joined to.
    """

    kind: EventKind
    after: timedelta
    by: str
    unit: str
    to_unit: str = ""
    text: str = ""
    days: int = 0
    answer: Answer | None = None
    verdict: Verdict | None = None
    matter: int | None = None


# The state a matter is in after an event; events not named here leave it as it was.
STATE_AFTER = {
    EventKind.REGISTERED: "registered",
    EventKind.ACCEPTED: "accepted",
    EventKind.JOINED: "joined",
    EventKind.REDIRECTED: "redirected",
    EventKind.WITHDRAWN: "withdrawn",
    EventKind.ASSIGNED: "assigned",
    EventKind.TAKEN: "in_hand",
    EventKind.RETURNED: "returned",
    EventKind.RETURN_AGREED: "accepted",
    EventKind.RETURN_REFUSED: "assigned",
    EventKind.ARBITRATED: "assigned",
    EventKind.RESIDENT_ASKED: "waiting",
    EventKind.RESIDENT_REPLIED: "in_hand",
    EventKind.ANSWERED: "answered",
    EventKind.CLOSED_BY_VERDICT: "closed",
    EventKind.CLOSED_BY_SILENCE: "closed",
    EventKind.REOPENED: "reopened",
    EventKind.ESCALATED: "reopened",
}
FINAL_STATES = ("closed", "joined", "redirected", "withdrawn")
STATES = tuple(dict.fromkeys(STATE_AFTER.values()))
