"""The people around a consultation of the town, and drafts that can be published."""

from dataclasses import dataclass
from datetime import timedelta

from sanwen.counsel.consultations.actions import preparing, publishing
from sanwen.counsel.consultations.drafts import ConsultationDraft, PhaseDraft
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import Kind
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import Units, units


@dataclass
class Cast:
    """Who sits where: the town asks; the water bureau has nothing to do with it."""

    units: Units
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


SEATS = {
    "clerk": (Role.INTAKE, "town"),
    "other clerk": (Role.INTAKE, "town"),
    "head": (Role.UNIT_LEAD, "town"),
    "leader": (Role.LEADER, "county"),
    "supervisor": (Role.SUPERVISOR, "county"),
    "auditor": (Role.AUDITOR, "county"),
    "handler": (Role.HANDLER, "town"),
    "administrator": (Role.ADMINISTRATOR, "county"),
    "stranger": (Role.UNIT_LEAD, "water"),
}


def cast() -> Cast:
    known = units()
    people = {name: person(role, getattr(known, unit)) for name, (role, unit) in SEATS.items()}
    return Cast(known, people)


DRAFT = ConsultationDraft(
    question="村口的空地用来做什么？",
    summary="村口有一块空地，可以做停车场、菜市场或者小广场，请您说说看法。",
    background="约两亩，三年没有用。",
    who_decides="柳溪镇人民政府",
    decide_by=TODAY + timedelta(days=60),
)


def span(kind: Kind, first: int, last: int) -> PhaseDraft:
    return PhaseDraft(kind, TODAY + timedelta(days=first), TODAY + timedelta(days=last))


PHASES = (span(Kind.GATHER, 0, 20), span(Kind.REACT, 21, 30))


def drafted(who: Cast, **changes: object) -> Consultation:
    given: dict[str, object] = {"draft": DRAFT, "phases": PHASES} | changes
    return preparing.prepare(
        given.pop("draft"),  # type: ignore[arg-type]
        unit=who.units.town,
        by=who["clerk"],
        now=MORNING,
        **given,  # type: ignore[arg-type]
    )


def published(who: Cast, **changes: object) -> Consultation:
    made = drafted(who, **changes)
    return publishing.publish(consultation=made, by=who["head"], now=MORNING)
