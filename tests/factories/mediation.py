"""Mediation files for tests, brought into any state by the real actions and nothing else."""

from datetime import date

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.mediation import actions
from sanwen.deliver.mediation.drafts import Meeting, Terms
from sanwen.deliver.mediation.models import How, Mediation
from sanwen.deliver.mediation.states import State
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING

SIGNED_ON = date(2026, 3, 10)
TERMS = Terms(
    facts="楼上漏水，楼下吊顶损坏。",
    terms="楼上赔偿楼下八百元。",
    performance="三月底前付清，现金。",
    signed_on=SIGNED_ON,
    effective_on=SIGNED_ON,
    follow_up_on=date(2026, 4, 10),
)
MEETING = Meeting(MORNING, "村调解室", False, "楼上、楼下、调解员", "双方都说了经过。")


def keeper(cast: Cast) -> User:
    return cast.who(Role.UNIT_LEAD, cast.units.town)


def mediator(cast: Cast) -> User:
    return cast.who(Role.HANDLER, cast.units.village)


def mediation(cast: Cast, matter: Matter, state: State = State.ASKED) -> Mediation:
    by = keeper(cast)
    one = actions.open_file(
        matter=matter, unit=cast.units.town, about="楼上楼下漏水", by=by, now=MORNING
    )
    sides = [
        actions.add_party(
            mediation=one, stands_for=name, contact=ContactDraft(name=f"{name}王秀英"), by=by,
            now=MORNING,
        )
        for name in ("楼上", "楼下")
    ]  # fmt: skip
    if state == State.REFUSED:
        actions.note_withdrawal(party=sides[0], by=by, now=MORNING)
    elif state != State.ASKED:
        for side in sides:
            actions.note_consent(
                party=side, how=How.WRITING, wants=mediator(cast), by=by, now=MORNING
            )
        _further(cast, one, state)
    return Mediation.objects.select_related("matter__lead_unit", "unit").get(pk=one.pk)


def _further(cast: Cast, one: Mediation, state: State) -> None:
    by = keeper(cast)
    if state == State.AGREED_TO:
        return
    actions.begin(mediation=one, mediator=mediator(cast), by=by, now=MORNING)
    if state == State.FAILED:
        actions.fail(mediation=one, because="金额谈不拢", routes=["court"], by=by, now=MORNING)
    if state in (State.SIGNED, State.FOLLOWED_UP):
        actions.sign(mediation=one, terms=TERMS, by=by, now=MORNING)
    if state == State.FOLLOWED_UP:
        actions.follow_up(mediation=one, result="已付清", by=by, now=MORNING)
