"""What the pages cost, and whether they grow with the number of matters.

python -m benchmarks.pages [--full]      10,000 and 100,000 matters; --full adds 1,000,000
"""

import http.client
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.sites import Site, sites
from benchmarks.visitor import Visitor

SIZES, FULL = (10_000, 100_000), (10_000, 100_000, 1_000_000)
CLIENTS, EACH, ROUNDS = 2, 24, 4
FASTEST_P95, MOST_GROWTH, MOST_QUERIES = 100, 1.5, 15
DESK = seed.Desk()
Step = Callable[[Visitor, int], object]


@dataclass(frozen=True)
class Page:
    """One page, who looks at it, and the addresses by number; `visit` where it is not one GET."""

    name: str
    who: str
    path: str = ""
    visit: Callable[[Site], Step] | None = None

    def step(self, site: Site) -> Step:
        if self.visit:
            return self.visit(site)
        return lambda visitor, number: visitor.get(self.path)


def some_matter(site: Site) -> Step:
    """Spread over all the years, the same ones in every run."""
    first, count = site.filled.first, site.size
    return lambda visitor, number: visitor.get(f"/desk/matters/M-{first + number * 7919 % count}/")


def own_matter(site: Site) -> Step:
    """Open matters of the handler's unit, as their queue would lead there."""
    with site.here():
        numbers = _open_of_the_busiest()
    return lambda visitor, number: visitor.get(f"/desk/matters/M-{numbers[number % len(numbers)]}/")


def _open_of_the_busiest() -> list[int]:
    from sanwen.deliver.matters.models import Matter
    from sanwen.people.models import User

    handler = User.objects.get(username=DESK.handler)
    units = [unit.pk for unit in handler.units()]
    return list(Matter.objects.open().led_by(units).values_list("pk", flat=True)[:200])


def by_code(site: Site) -> Step:
    """Enter the code, then the page it opens, as a browser goes."""
    codes = site.filled.codes

    def look(visitor: Visitor, number: int) -> None:
        token = visitor.get("/my/").token
        form = {"csrfmiddlewaretoken": token, "code": codes[number * 37 % len(codes)]}
        visitor.post("/my/", form)
        visitor.get("/my/matter/")

    return look


PAGES = (
    Page("queue: new", DESK.clerk, "/desk/?queue=new"),
    Page("queue: late, whole county", DESK.clerk, "/desk/?queue=late"),
    Page("queue: all, newest first", DESK.clerk, "/desk/?queue=all"),
    Page("queue: in hand in 60 units", DESK.head, "/desk/?queue=unit-hand"),
    Page("queue: late in 60 units", DESK.head, "/desk/?queue=unit-late"),
    Page("queue: my own", DESK.handler, "/desk/?queue=mine"),
    Page("queue: overview, late", DESK.overseer, "/desk/?queue=watch-late"),
    Page("matter page, any matter", DESK.clerk, visit=some_matter),
    Page("matter page, an open one", DESK.handler, visit=own_matter),
    Page("oversight", DESK.leader, "/oversight/"),
    Page("public form", "", "/say/"),
    Page("lookup by code (3 requests)", "", visit=by_code),
)


def measure(pages: Sequence[Page], around: list[Site]) -> dict[tuple[str, int], stage.Taken]:
    taken: dict[tuple[str, int], stage.Taken] = {}
    for page in pages:
        steps = {site.size: (page.step(site), _visitor(site, page.who)) for site in around}
        for turn in range(ROUNDS + 1):
            for site in around:
                one = _drive(site, *steps[site.size], turn)
                if turn:  # the first only warms up
                    known = taken.get((page.name, site.size))
                    taken[page.name, site.size] = known + one if known else one
    return taken


def _visitor(site: Site, who: str) -> Visitor:
    return site.signed_in(who) if who else Visitor.at(site.server.port)


def _drive(site: Site, step: Step, visitor: Visitor, turn: int) -> stage.Taken:
    def request(connection: http.client.HTTPConnection, number: int) -> None:
        step(visitor.on(connection), turn * CLIENTS * EACH + number)

    return stage.drive(site.server, request, clients=CLIENTS, each=EACH)


def queries(pages: Sequence[Page], site: Site) -> dict[str, int]:
    """How many each page asks, counted in this process by a client of Django's."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from sanwen.people.models import User

    settings.ALLOWED_HOSTS.append("testserver")
    counted = {}
    with site.here():
        for page in pages:
            if page.visit is by_code:
                continue
            number = _open_of_the_busiest()[0] if page.visit is own_matter else site.filled.last
            path = page.path or f"/desk/matters/M-{number}/"
            client = Client()
            if page.who:
                client.force_login(User.objects.get(username=page.who))
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
            counted[page.name] = len(caught)
    return counted


def show(pages: Sequence[Page], sizes: Sequence[int], taken, counted: dict[str, int]) -> None:
    table = Table("page", "queries", "matters", "median ms", "p95 ms", "web CPU ms", "db CPU ms")
    for page in pages:
        for size in sizes:
            one = taken[page.name, size]
            first = size == sizes[0]
            table.add_row(
                page.name if first else "",
                str(counted.get(page.name, "")) if first else "",
                f"{size:,}",
                f"{one.median:.1f}",
                f"{one.at(0.95):.1f}",
                f"{one.cpu_each:.2f}",
                f"{one.database_each:.2f}",
            )
    table.title = f"Pages, {CLIENTS} clients at once"
    report.show(table)


def judge(pages: Sequence[Page], sizes: Sequence[int], taken, counted: dict[str, int]):
    small, large = sizes[0], sizes[-1]
    for page in pages:
        here, there = taken[page.name, small], taken[page.name, large]
        p95, growth = there.at(0.95), there.median / here.median
        yield report.Line(
            f"{page.name}: p95 at {large:,}",
            f"{p95:.0f} ms",
            f"< {FASTEST_P95} ms",
            p95 < FASTEST_P95,
        )
        yield report.Line(
            f"{page.name}: growth from {small:,}",
            f"{growth:.2f} × (CPU {there.all_each / here.all_each:.2f} ×)",
            f"≤ {MOST_GROWTH} ×",
            growth <= MOST_GROWTH,
        )
    most = max(counted.values())
    yield report.Line(
        "most queries of a page", str(most), f"≤ {MOST_QUERIES}", most <= MOST_QUERIES
    )


def main(words: list[str]) -> None:
    sizes = FULL if "--full" in words else SIZES
    with stage.database() as running, sites(running, sizes) as around:
        taken = measure(PAGES, around)
        counted = queries(PAGES, around[0])
        show(PAGES, sizes, taken, counted)
        report.verdicts("Pages", list(judge(PAGES, sizes, taken, counted)))


if __name__ == "__main__":
    main(sys.argv[1:])
