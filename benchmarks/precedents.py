"""How long the page of like matters takes among many ended ones; prints a table.

python -m benchmarks.precedents [n]      100,000 matters unless said

The words are cut and mixed from real messages as `benchmarks.search` does, three hundred issues.
The page is asked for whole, with a handler's session, for matters all over the years.
"""

import sys
import time

import psycopg
from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.fill import fill
from benchmarks.search import Taken, cpu, pool, put

MATTERS, ASKED, WARM, TARGET = 100_000, 120, 12, 300
# So many different things are complained of; each has its subject and its words, a little changed.
ISSUES = 300
SOUGHT = f"""
CREATE FUNCTION fill_sought(words text, voice bigint) RETURNS text LANGUAGE sql AS
$$ SELECT p.words || chr((19968 + voice * 7919 % 20000)::int) || chr((19968 + voice % 20000)::int)
   FROM fill_pool p WHERE p.n = voice % {ISSUES} $$"""
SUBJECTS = f"""
UPDATE matters_matter m SET title = left(v.sought, 38),
  category_id = c.ids[1 + (j.voice_id % {ISSUES}) % array_length(c.ids, 1)]
FROM matters_joining j JOIN voices_voice v ON v.id = j.voice_id,
  (SELECT array_agg(id ORDER BY id) AS ids FROM triage_category) c WHERE j.home_id = m.id"""
# The filling writes a few made-up sentences as texts; here the text is what the index holds.
SPOKEN = "UPDATE voices_voice SET text = sought"


def speak(url: str) -> None:
    """As the owner of the machine may: for everybody else what was said never changes."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    with psycopg.connect(url, dbname=name, autocommit=True) as owner:
        owner.execute("ALTER TABLE voices_voice DISABLE TRIGGER USER")
        owner.execute(SPOKEN)
        owner.execute("ALTER TABLE voices_voice ENABLE TRIGGER USER")
        owner.execute(SUBJECTS)
        owner.execute("VACUUM ANALYZE voices_voice")
        owner.execute("VACUUM ANALYZE matters_matter")


def questions() -> list[int]:
    """Matters that a handler may see, in hand or answered, evenly over all of them."""
    from sanwen.deliver.matters.models import Matter
    from sanwen.people.models import User

    person = User.objects.get(username=seed.Desk.handler)
    numbers = list(Matter.objects.visible_to(person).order_by("pk").values_list("pk", flat=True))
    step = max(1, len(numbers) // (ASKED + WARM))
    return numbers[::step][: ASKED + WARM]


def timed(numbers: list[int]) -> tuple[Taken, list[int]]:
    from django.test import Client

    from sanwen.people.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=seed.Desk.handler))
    waited, worked, like = [], [], []
    for place, number in enumerate(numbers):
        start, before = time.perf_counter(), cpu()
        page = client.get(f"/desk/matters/M-{number}/precedents/")
        took, used = time.perf_counter() - start, cpu() - before
        if page.status_code != 200:
            raise SystemExit(f"M-{number}: {page.status_code}")
        if place >= WARM:
            waited.append(took * 1000)
            worked.append(used * 1000)
            like.append(page.content.count(b'th scope="row"'))
    return Taken(waited, worked), like


def main(n: int) -> None:
    with stage.database() as running:
        stage.django_ready()
        seed.county()
        put(pool()[:ISSUES])
        filled = fill(n, url=running.superuser_url, sought=SOUGHT)
        speak(running.superuser_url)
        sys.stderr.write(f"{n:,} matters in {filled.seconds:.0f} s\n")
        taken, like = timed(questions())
        table = Table("page", "median", "p95", "worst", caption="ms waited / ms worked")
        table.title = f"Like matters at {n:,} matters, {len(like)} pages"
        table.add_row("precedents", *(taken.at(share) for share in (0.5, 0.95, 1)))
        report.show(table)
        p95 = taken.p95()
        some = sum(total > 0 for total in like)
        report.verdicts(
            "Precedents",
            [
                report.Line("p95", f"{p95:.0f} ms of work", f"≤ {TARGET} ms", p95 <= TARGET),
                report.Line("pages with like matters", f"{some} of {len(like)}"),
            ],
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS)
