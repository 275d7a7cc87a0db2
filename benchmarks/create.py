"""One message through the public form, everything written, against the peer's public form.

    python -m benchmarks.create [creates of each client, default 250]

Ours writes the contact (encrypted), the words, the suggestion, the matter, its clocks, its first
step and two rows of trail; the peer's writes a ticket and a follow-up. Then what of ours is trail.
"""

import http.client
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.peer import house
from benchmarks.visitor import Visitor
from sanwen.config import cluster

CLIENTS, EACH, ROUNDS = 4, 250, 5
PLACES = ["石桥村口", "人民路二中对面", "柳溪镇菜市场", "河东新村3栋", "汽车站南侧"]
WHAT = [
    "路灯坏了半个月",
    "下水道堵了往外冒水",
    "工地夜里十二点还在打桩",
    "自来水发黄",
    "公交站牌倒了",
]
COLUMNS = ("", "creates/s", "median ms", "p95 ms", "web CPU ms", "database CPU ms")
COLUMNS += ("per web CPU s", "per CPU s in all")
Fields = Callable[[int], dict[str, str]]


def words(number: int) -> str:
    chance = random.Random(number)
    return f"{chance.choice(PLACES)}{chance.choice(WHAT)}，第{number}次路过，请来看看。" * 2


def ours(number: int) -> dict[str, str]:
    return {
        "text": words(number),
        "place": PLACES[number % 5],
        "openness": "confidential",
        "wishes": "phone",
        "name": "王秀兰",
        "phone": f"139{number:08d}",
        "key": f"bench-{number}",
    }


def theirs(number: int) -> dict[str, str]:
    return {
        "queue": "1",
        "title": words(number)[:40],
        "body": words(number),
        "priority": "3",
        "submitter_email": f"someone{number}@example.org",
    }


@dataclass(frozen=True)
class Door:
    """A public form, and somebody who has its page open."""

    server: stage.Server
    path: str
    fields: Fields
    visitor: Visitor
    token: str

    @classmethod
    def of(cls, server: stage.Server, path: str, fields: Fields) -> "Door":
        visitor = Visitor.at(server.port)
        return cls(server, path, fields, visitor, visitor.get(path).token)

    def drive(self, first: int, each: int) -> stage.Taken:
        def create(connection: http.client.HTTPConnection, number: int) -> None:
            form = self.fields(first + number) | {"csrfmiddlewaretoken": self.token}
            self.visitor.on(connection).post(self.path, form)

        return stage.drive(self.server, create, clients=CLIENTS, each=each)


def _row(table: Table, name: str, taken: stage.Taken) -> None:
    table.add_row(
        name,
        f"{taken.rate:.0f}",
        f"{taken.median:.1f}",
        f"{taken.at(0.95):.1f}",
        f"{taken.cpu_each:.2f}",
        f"{taken.database_each:.2f}",
        f"{1000 / taken.cpu_each:.0f}",
        f"{taken.per_cpu_second:.0f}",
    )


def against_the_peer(running: cluster.Cluster, each: int) -> tuple[stage.Taken, list[report.Line]]:
    """In turns, so that a busy moment of the machine falls on all alike."""
    with ExitStack() as stack:
        us = stack.enter_context(stage.served(running))
        peer = stack.enter_context(house.peer(running))
        silent = stack.enter_context(house.peer(running, mails=False))
        doors = {
            "Sanwen": Door.of(us, "/say/", ours),
            f"django-helpdesk {house.VERSION}": Door.of(peer, "/tickets/submit/", theirs),
            "the same, writing no mails": Door.of(silent, "/tickets/submit/", theirs),
        }
        taken = in_turns(doors, each)
    table = Table(*COLUMNS, title=f"Create through the public form, {CLIENTS} clients at once")
    for name, one in taken.items():
        _row(table, name, one)
    report.show(table)
    mine, peers, silents = taken.values()
    lines = [*_lines(mine, peers, "the peer"), *_lines(mine, silents, "the peer without mails")]
    return mine, lines


def in_turns(doors: dict[str, Door], each: int) -> dict[str, stage.Taken]:
    taken: dict[str, stage.Taken] = {}
    for turn in range(ROUNDS + 1):
        for name, door in doors.items():
            one = door.drive(turn * 1_000_000, max(1, each // ROUNDS))
            if turn:  # the first only warms up
                taken[name] = taken[name] + one if name in taken else one
    return taken


def _lines(mine: stage.Taken, peer: stage.Taken, name: str) -> Iterator[report.Line]:
    web = peer.cpu_each / mine.cpu_each
    whole = mine.per_cpu_second / peer.per_cpu_second
    yield report.Line(f"creates per web CPU second, × {name}", f"{web:.1f} ×", "≥ 2 ×", web >= 2)
    yield report.Line(
        f"creates per CPU second with the database, × {name}", f"{whole:.1f} ×", "≥ 2 ×", whole >= 2
    )


@contextmanager
def without_trail() -> Iterator[None]:
    """Nothing is recorded: only to see what recording costs."""
    from sanwen.deliver.matters.actions import opening
    from sanwen.listen.voices import actions as voices

    with ExitStack() as stack:
        for module in (opening, voices):
            stack.enter_context(patch.object(module, "record_many", lambda rows: None))
        yield


def share_of_the_trail(running, whole: stage.Taken, count: int = 300) -> list[report.Line]:
    """In one process, in turns with and without; the difference beside a whole create."""
    import psutil

    from sanwen.core.actors import Machine
    from sanwen.deliver.intake.actions import take_in
    from sanwen.deliver.intake.desk import public_desk

    us, postmaster = psutil.Process(), stage.postmaster(running)
    spent = {True: 0.0, False: 0.0}
    for turn in range(2 * ROUNDS + 1):
        trail = turn % 2 == 0
        drafts = [_draft(10_000_000 + turn * count + number) for number in range(count)]
        before = _own(us) + stage.cpu(postmaster)
        with ExitStack() as stack:
            if not trail:
                stack.enter_context(without_trail())
            for draft in drafts:
                take_in(draft, received_by=public_desk(), by=Machine("benchmark"))
        if turn:  # the first only warms up
            spent[trail] += _own(us) + stage.cpu(postmaster) - before
    each = {trail: seconds / (ROUNDS * count) * 1000 for trail, seconds in spent.items()}
    cost, create = each[True] - each[False], whole.cpu_each + whole.database_each
    return [
        report.Line("CPU of the trail in a create", f"{cost:.2f} of {create:.2f} ms"),
        report.Line(
            "share of the trail in a create",
            f"{cost / create:.1%}",
            "≤ 15 %",
            cost / create <= 0.15,
        ),
        report.Line("share of the trail in the action alone", f"{cost / each[True]:.1%}"),
    ]


def _own(process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _draft(number: int):
    from sanwen.integrity.vault.models import Openness, Way
    from sanwen.integrity.vault.rules import ContactDraft
    from sanwen.listen.voices.actions import Draft
    from sanwen.listen.voices.models import Channel

    phone = f"139{number:08d}"
    contact = ContactDraft(
        name="王秀兰", phone=phone, wishes=Way.PHONE, openness=Openness.CONFIDENTIAL
    )
    key = f"share-{number}"
    return Draft(text=words(number), channel=Channel.WEB, contact=contact, submission_key=key)


def main(each: int = EACH) -> None:
    with stage.database() as running:
        stage.django_ready()
        seed.county()
        mine, ratios = against_the_peer(running, each)
        p95 = mine.at(0.95)
        lines = [report.Line("p95 of a create", f"{p95:.0f} ms", "< 150 ms", p95 < 150)]
        lines += ratios + share_of_the_trail(running, mine)
        report.verdicts("Create", lines)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
