"""What the open pages cost at many public matters, and whether their figures are the true ones.

python -m benchmarks.open_pages [n]      100,000 matters unless said, all of them public

Pages are asked of the program in this process, without a web server between; first is each
page’s first request. FixMyStreet (Perl, PostGIS, its own map tiles) and
Decidim (Rails, Redis, Node) are not installed here, so nothing stands beside these figures.
"""

import os
import statistics
import sys
import time
from itertools import cycle, islice

import psycopg
from rich.table import Table

from benchmarks import report, seed, stage
from benchmarks.fill import fill
from benchmarks.rates import p95

ROUNDS = 40
MOST_P95 = 100
# One quarter with its figures and tiers published, the others counted as they are looked at.
PUBLISHED = "2025-Q2"
# Indexes are built in one go afterwards, as a restored backup would.
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = 'openness_publicmatter' AND indexname NOT LIKE '%_pkey'"""
# As the trigger would, for all rows at once.
PUBLIC = (
    "SET session_replication_role = replica",
    "UPDATE matters_matter SET public_summary = left(title, 100) WHERE state <> 'withdrawn'",
    """CREATE TEMP TABLE tops AS SELECT id, open_top(id) AS top FROM triage_category""",
    """CREATE TEMP TABLE towns AS SELECT id, open_town(id) AS town FROM places_area""",
    """INSERT INTO openness_publicmatter (number, summary, sought, category_id, top_id, area_id,
           town_id, unit_id, state, outcome, opened_on, first_due_on, due_on, closed_on,
           joined_into)
       SELECT m.id, m.public_summary, left(v.sought, 80), m.category_id, t.top, m.area_id, w.town,
           m.lead_unit_id, open_state(m.state),
           CASE WHEN open_state(m.state) IN ('answered', 'closed') THEN m.outcome ELSE '' END,
           (m.opened_at AT TIME ZONE 'Asia/Shanghai')::date, m.first_due_on, m.due_on,
           (m.closed_at AT TIME ZONE 'Asia/Shanghai')::date, m.joined_into_id
       FROM matters_matter m
       JOIN LATERAL (SELECT v.sought FROM matters_joining j
                     JOIN voices_voice v ON v.id = j.voice_id
                     WHERE j.home_id = m.id LIMIT 1) v ON true
       LEFT JOIN tops t ON t.id = m.category_id LEFT JOIN towns w ON w.id = m.area_id
       WHERE m.public_summary <> '' AND open_state(m.state) IS NOT NULL""",
    "RESET session_replication_role",
)
# Rows of the public table that are not what the matters are, either way.
WRONG = """
    SELECT count(*) FROM matters_matter m FULL JOIN openness_publicmatter p ON p.number = m.id
    WHERE (m.public_summary <> '' AND m.state <> 'withdrawn')
           IS DISTINCT FROM (p.number IS NOT NULL)
       OR p.number IS NOT NULL
          AND (p.state, p.unit_id, p.category_id, p.area_id, p.due_on, p.summary)
              IS DISTINCT FROM (open_state(m.state), m.lead_unit_id, m.category_id, m.area_id,
                                m.due_on, m.public_summary)"""


def main(size: int) -> None:
    with stage.database(quick=True) as running:
        stage.django_ready()
        seed.county()
        filled = fill(size, url=running.superuser_url)
        print(report.machine())
        print(f"{size:,} matters in {filled.seconds:.0f} s")
        _publish(running.superuser_url)
        print(_truth())
        table = Table(
            "page", "first ms", "p50 ms", "p95 ms", title=f"Open pages at {size:,} matters"
        )
        worst = 0.0
        for name, first, times in measured():
            worst = max(worst, p95(times))
            cells = (first, statistics.median(times), p95(times))
            table.add_row(name, *(f"{cell:,.1f}" for cell in cells))
        report.show(table)
        print(f"worst p95: {worst:,.0f} ms (asked for: under {MOST_P95})")


def _publish(url: str) -> None:
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    from sanwen.core.actors import Machine
    from sanwen.openness.actions import checkpoints, releasing
    from sanwen.verdict.scorecards.actions import keeping

    start = time.perf_counter()
    name = conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"]
    with psycopg.connect(url, dbname=name, autocommit=True) as direct:
        write_public(direct)
        direct.execute("VACUUM ANALYZE openness_publicmatter")
        direct.execute("VACUUM ANALYZE matters_matter")
    clock = Machine("benchmark")
    print(f"made public in {time.perf_counter() - start:.0f} s")
    keeping.recount(by=clock)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE scorecards_tally, scorecards_fact")
    checkpoints.publish(by=clock)
    _publish_rates()
    start = time.perf_counter()
    made = releasing.release_due(by=clock, months=1)
    rows = sum(one.rows for one in made)
    print(f"a month of {len(made)} datasets, {rows:,} rows: {time.perf_counter() - start:.1f} s")


def _publish_rates() -> None:
    from sanwen.people.models import User
    from sanwen.verdict.scorecards.actions import publishing
    from sanwen.verdict.scorecards.periods import read

    period = read(PUBLISHED)
    assert period is not None
    publishing.publish(period=period, by=User.objects.get(username=seed.Desk().leader))


def write_public(direct: psycopg.Connection) -> None:
    indexes = direct.execute(INDEXES).fetchall()
    for name, _ in indexes:
        direct.execute(f"DROP INDEX {name}")
    for statement in PUBLIC:
        direct.execute(statement)
    direct.execute("SET maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        direct.execute(definition)


def _truth() -> str:
    from django.db import connection

    from sanwen.verdict.scorecards.actions import keeping

    wrong = keeping.difference()
    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        public = cursor.fetchone()[0]
    same = not (wrong.facts or wrong.sums or public)
    told = f"{wrong.facts} facts, {wrong.sums} sums and {public} public rows differ"
    return f"figures identical to a full recount: {'yes' if same else 'NO'} ({told})"


def addresses() -> dict[str, list[str]]:
    from sanwen.openness.models import PublicMatter
    from sanwen.places.models import Unit

    numbers = list(PublicMatter.objects.order_by("?").values_list("number", flat=True)[:ROUNDS])
    codes = Unit.objects.exclude(parent=None).values_list("code", flat=True)[:5]
    units = PublicMatter.objects.exclude(unit=None).values_list("unit", flat=True).distinct()[:5]
    tops = PublicMatter.objects.exclude(top=None).values_list("top", flat=True).distinct()[:5]
    areas = PublicMatter.objects.exclude(area=None).values_list("area", flat=True).distinct()[:5]
    middle = PublicMatter.objects.newest_first().values_list("opened_on", "number")
    far = middle[PublicMatter.objects.count() // 2]
    at = "/open/matters/?"
    return {
        "home": ["/open/"],
        "matters, newest": ["/open/matters/"],
        "matters, half way down": [f"{at}after={far[0]}~{far[1]}"],
        "by unit": [f"{at}unit={unit}" for unit in units],
        "by subject": [f"{at}subject={top}" for top in tops],
        "by place": [f"{at}place={area}" for area in areas],
        "by state": [
            f"{at}state={state}" for state in ("closed", "in_hand", "elsewhere", "joined")
        ],
        "by unit, subject and year": [
            f"{at}unit={unit}&subject={top}&year=2025"
            for unit, top in zip(units, tops, strict=False)
        ],
        "two that never meet": [
            f"{at}unit={unit}&state={state}" for unit in units for state in ("elsewhere", "joined")
        ],
        "a state and a place": [f"{at}place={area}&state=elsewhere" for area in areas],
        "a common word": [f"{at}words={word}" for word in ("路灯", "垃圾", "噪音")],
        "a rare word": [f"{at}words={word}" for word in ("井盖松动", "狗叫声", "二十七号")],
        "a word that is nowhere": [f"{at}words=龘龘"],
        "two words": [f"{at}words=路灯 晚上", f"{at}words=垃圾 小区"],
        "a common word of one unit": [f"{at}words=路灯&unit={unit}" for unit in units],
        "a matter": [f"/open/matters/M-{number}/" for number in numbers],
        "places": ["/open/matters/places/"],
        "rates": ["/open/rates/", "/open/rates/?period=2025-Q3"],
        "rates as published": [f"/open/rates/?period={PUBLISHED}"],
        "rates of a unit": [f"/open/rates/{code}/" for code in codes],
        "promises": ["/open/promises/"],
        "surveys": ["/open/surveys/"],
        "definitions": ["/open/definitions/"],
        "topics": ["/open/topics/"],
        "counts": ["/open/counts/"],
        "trail": ["/open/trail/"],
        "data": ["/open/data/"],
        "catalogue": ["/open/data/catalogue.json"],
        "feeds": [
            f"/open/{name}.atom"
            for name in ("matters", "topics", "promises", "surveys", "trail", "data")
        ],
    }


def measured() -> list[tuple[str, float, list[float]]]:
    from django.test import Client

    client = Client()
    found = []
    for name, paths in addresses().items():
        times = []
        for path in islice(cycle(paths), ROUNDS + 1):
            start = time.perf_counter()
            answer = client.get(path)
            times.append((time.perf_counter() - start) * 1000)
            assert answer.status_code == 200, (path, answer.status_code)
        found.append((name, times[0], times[1:]))
    return found


if __name__ == "__main__":
    os.environ.setdefault("SANWEN_HOSTS", "testserver")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
