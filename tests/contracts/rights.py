"""Who gets what at which address: asked of the running program, cell by cell.

A cell is one person, one page and one object; it holds what a GET was answered with, and what a
POST was, where there is something valid to send. Nothing stays: each request is rolled back.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.test import Client

from sanwen.deliver.matters.models import Matter, Recusal, RecusalGround
from sanwen.deliver.matters.states import State
from sanwen.integrity.vault.models import Reason
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.web.public import PUBLIC
from tests.contracts.addresses import Address, addresses
from tests.factories.matters import Cast, by_email, matter, taken_in, voice_of
from tests.factories.moments import MORNING
from tests.factories.people import person

# What a GET and a POST are answered with, as the page of the table shows it. An act that was done
# leads on; a form that comes back was sent in vain, and has no sign.
LOOKED = {200: "●", 204: "●", 302: "●", 403: "×", 404: "·", 405: "-"}
ACTED = {302: "●", 403: "×", 404: "·"}
ANSWER = {
    "asked": ["路灯什么时候修好"],
    "reply": ["3月12日已更换灯头，当晚亮灯。"],
    "outcome": "done",
    "ground_kind": "fact",
    "ground": "3月12日现场检修记录。",
    "remedy": "可以在收到之日起30日内请求复查。",
    # What was pointed out about it has been read.
    "seen": "1",
}
STATES = (State.REGISTERED, State.IN_HAND, State.ANSWERED)


@dataclass(frozen=True)
class Seat:
    """A column: a role in a unit, and what the unit is to the matter."""

    code: str
    role: Role
    unit: str
    words: str


SEATS = (
    Seat("C", Role.INTAKE, "desk", "intake of the desk that registered it"),
    Seat("c", Role.INTAKE, "town", "intake of another unit"),
    Seat("H", Role.HANDLER, "roads", "handler of the lead unit"),
    Seat("R", Role.HANDLER, "roads", "handler of the lead unit, recused"),
    Seat("h", Role.HANDLER, "water", "handler of another unit"),
    Seat("U", Role.UNIT_LEAD, "roads", "head of the lead unit"),
    Seat("u", Role.UNIT_LEAD, "town", "head of another unit"),
    Seat("S", Role.SUPERVISOR, "county", "supervisor of the county"),
    Seat("L", Role.LEADER, "county", "leader of the county"),
    Seat("A", Role.AUDITOR, "county", "auditor"),
    Seat("M", Role.ADMINISTRATOR, "county", "administrator"),
)
RECUSED = "R"


@dataclass
class Scene:
    """One matter in one state, and the people who sit around it."""

    cast: Cast
    clients: Mapping[str, Client]
    matter: Matter | None = None
    # Another one of the same desk, to be joined with.
    other: Matter | None = None

    def sent(self, name: str) -> dict[str, object] | None:
        if self.matter is None or name not in SENT:
            return None
        return {"version": self.matter.version} | SENT[name](self)


def scene(state: State | None = None) -> Scene:
    cast = Cast()
    people = {seat.code: person(seat.role, getattr(cast.units, seat.unit)) for seat in SEATS}
    clients = {code: _signed_in(user) for code, user in people.items()}
    if state is None:
        return Scene(cast, clients)
    one = matter(cast, state, contact=by_email())
    Recusal.objects.create(
        matter=one,
        user=people[RECUSED],
        ground=RecusalGround.DECLARED,
        found_at=MORNING,
        found_by="tests",
    )
    return Scene(cast, clients, one, taken_in(cast, text="同一盏灯，还没有修。").matter)


def _signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def closed() -> list[Address]:
    """What needs somebody signed in, page by page; signing in itself is not ours."""
    return [
        address
        for address in addresses()
        if address.name not in PUBLIC and not address.name.startswith(("mfa_", "account_"))
    ]


def of_the_matter() -> list[Address]:
    return [address for address in closed() if is_of_the_matter(address)]


def of_the_house() -> list[Address]:
    """Pages that need no object, and those of other things, asked for one that is not there."""
    return [address for address in closed() if not is_of_the_matter(address)]


def is_of_the_matter(address: Address) -> bool:
    return "number" in address.given and "/M-" in address.path


def row(address: Address, scene: Scene) -> Iterator[str]:
    """The cells of one address, in the order of the seats."""
    path, sent = _path(address, scene), scene.sent(address.name)
    for seat in SEATS:
        client = scene.clients[seat.code]
        cell = _asked(partial(client.get, path), LOOKED)
        yield cell if sent is None else cell + _asked(partial(client.post, path, sent), ACTED)


def _asked(ask: Callable[[], Any], signs: Mapping[int, str]) -> str:
    """The answer's sign; whatever the act did is undone."""
    with transaction.atomic():
        status = ask().status_code
        transaction.set_rollback(True)
    return signs.get(status, f"!{status}")


def _path(address: Address, scene: Scene) -> str:
    given = dict(address.given)
    if scene.matter is not None and is_of_the_matter(address):
        given["number"] = scene.matter.pk
        if "voice" in given:
            given["voice"] = voice_of(scene.matter).pk
        if "kind" in given:
            given["kind"] = "transfer"
    return Address(address.name, address.view, given).path


# Something valid for each act, so that only a right can stand in its way.
SENT: dict[str, Callable[[Scene], dict[str, object]]] = {
    "matter_assign": lambda s: {"lead": s.cast.units.water.pk},
    "matter_take": lambda _: {},
    "matter_return": lambda _: {"reason": "路灯归住建部门管理，不属本单位。"},
    "matter_join": lambda s: {"into": s.other.pk if s.other else 0},
    "matter_ask": lambda _: {"question": "是村口哪一盏？"},
    "matter_extend": lambda _: {"days": 5, "reason": "等配件到货。"},
    "matter_answer": lambda _: ANSWER,
    "matter_needs": lambda _: {"kinds": ["hard"]},
    "matter_redirect": lambda _: {
        "route": "court",
        "where": "县人民法院立案庭",
        "by_when": "六个月内",
        "bring": "身份证、合同",
        "ground": "《行政诉讼法》第46条",
    },
    "matter_keep_away": lambda _: {},
    "matter_message": lambda _: {"text": "明天上午到现场，请留意。"},
    "matter_reveal": lambda _: {"reason": Reason.ARRANGE_VISIT},
}
