"""Lists, one matter and looking one up, beside the peer with as many tickets.

    python -m benchmarks.peer_lists [how many, default 100,000]

The peer's list comes in two parts, the page and the JSON that fills its table: both are counted.
Searching for words in the text comes with a later part of Sanwen; until then only what both can do
is compared: finding one by its number, and by the words it begins with.
"""

import http.client
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.peer import house
from benchmarks.sites import Site, sites
from benchmarks.visitor import Visitor

SIZE, ROWS = 100_000, 50
CLIENTS, EACH, ROUNDS = 2, 24, 4
LISTS_AHEAD = 5
DESK = seed.Desk()
Step = Callable[[Visitor, int], object]
# What the peer's own page asks for: open tickets, the oldest first.
OPEN = '{"filtering": {"status__in": [1, 2]}, "sorting": "created", "search_string": ""}'
WORDS = "小区三号楼下水道堵了，污水流到楼道里，在321"


def table_of(query: str) -> str:
    encoded = b64encode(query.encode()).decode()
    return f"/datatables_ticket_list/{encoded}?draw=1&start=0&length={ROWS}"


@dataclass(frozen=True)
class Pair:
    """The same thing to do in both."""

    name: str
    ours: Step
    theirs: Step
    ahead: float


def by_number(address: Callable[[int], str], first: int, size: int) -> Step:
    """The search field leads to the page itself, and the browser follows."""

    def find(visitor: Visitor, number: int) -> None:
        found = visitor.get(address(first + number * 7919 % size), expect=302)
        visitor.get(found.location)

    return find


def find_ours(number: int) -> str:
    return f"/desk/find/?{urlencode({'q': f'M-{number}'})}"


def find_theirs(number: int) -> str:
    return f"/tickets/?{urlencode({'search_type': 'header', 'q': number})}"


def pairs(site: Site) -> list[Pair]:
    first, size = site.filled.first, site.size

    def peers_list(visitor: Visitor, number: int) -> None:
        visitor.get("/tickets/")
        visitor.get(table_of(OPEN))

    def peers_search(visitor: Visitor, number: int) -> None:
        visitor.get(f"/tickets/?{urlencode({'q': WORDS})}")
        visitor.get(table_of(f'{{"search_string": "{WORDS}", "sorting": "created"}}'))

    return [
        Pair(
            "list of open ones, 50 rows",
            lambda visitor, number: visitor.get("/desk/?queue=late"),
            peers_list,
            LISTS_AHEAD,
        ),
        Pair(
            "the same, of the peer the JSON alone",
            lambda visitor, number: visitor.get("/desk/?queue=late"),
            lambda visitor, number: visitor.get(table_of(OPEN)),
            LISTS_AHEAD,
        ),
        Pair(
            "one matter | one ticket",
            lambda visitor, number: visitor.get(f"/desk/matters/M-{first + number * 7919 % size}/"),
            lambda visitor, number: visitor.get(f"/tickets/{1 + number * 7919 % size}/"),
            1,
        ),
        Pair(
            "found by its number, and opened",
            by_number(find_ours, first, size),
            by_number(find_theirs, 1, size),
            1,
        ),
        Pair(
            "found by its first words",
            lambda visitor, number: visitor.get(f"/desk/find/?{urlencode({'q': WORDS})}"),
            peers_search,
            LISTS_AHEAD,
        ),
    ]


def measure(site: Site, peer: stage.Server) -> list[tuple[Pair, stage.Taken, stage.Taken]]:
    us = site.signed_in(DESK.clerk)
    them = Visitor.at(peer.port).sign_in("/login/", username=house.USER, password=house.PASSWORD)
    measured = []
    for pair in pairs(site):
        ours = theirs = None
        for turn in range(ROUNDS + 1):
            one = _drive(site.server, us, pair.ours, turn)
            other = _drive(peer, them, pair.theirs, turn)
            if turn:  # the first only warms up
                ours = ours + one if ours else one
                theirs = theirs + other if theirs else other
        measured.append((pair, ours, theirs))
    return measured


def _drive(server: stage.Server, visitor: Visitor, step: Step, turn: int) -> stage.Taken:
    def request(connection: http.client.HTTPConnection, number: int) -> None:
        step(visitor.on(connection), turn * CLIENTS * EACH + number)

    return stage.drive(server, request, clients=CLIENTS, each=EACH)


def show(size: int, measured: list[tuple[Pair, stage.Taken, stage.Taken]]) -> None:
    columns = ("", "", "median ms", "p95 ms", "web CPU ms", "db CPU ms", "per CPU s")
    title = f"{size:,} matters and {size:,} tickets, {CLIENTS} clients at once"
    table = Table(*columns, title=title)
    for pair, ours, theirs in measured:
        for name, who, taken in (
            (pair.name, "Sanwen", ours),
            ("", f"helpdesk {house.VERSION}", theirs),
        ):
            table.add_row(
                name,
                who,
                f"{taken.median:.1f}",
                f"{taken.at(0.95):.1f}",
                f"{taken.cpu_each:.2f}",
                f"{taken.database_each:.2f}",
                f"{taken.per_cpu_second:.0f}",
            )
    report.show(table)


def judge(measured: list[tuple[Pair, stage.Taken, stage.Taken]]):
    for pair, ours, theirs in measured:
        cpu, time = theirs.all_each / ours.all_each, theirs.median / ours.median
        yield report.Line(
            f"{pair.name}: × the peer",
            f"{cpu:.1f} × by CPU, {time:.1f} × by time",
            f"≥ {pair.ahead:g} ×",
            min(cpu, time) >= pair.ahead,
        )


def main(size: int = SIZE) -> None:
    with stage.database() as running, sites(running, (size,)) as (site,):
        with house.peer(running) as peer:
            house.fill(running, size)
            measured = measure(site, peer)
        show(size, measured)
        report.verdicts("Beside the peer", list(judge(measured)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
