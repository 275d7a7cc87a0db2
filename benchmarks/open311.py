"""GET of a thousand requests at a million public matters, over HTTP, in both forms; prints a table.

python -m benchmarks.open311 [matters]      1,000,000 unless said

The rows are those that the database writes for public matters, over ten years; what is asked for:
the last ninety days, one subject of three hundred, what is closed, and what comes after the first
thousand. An empty list is told beside: it is the way there and back.
"""

import http.client
import json
import statistics
import sys
import time
import xml.etree.ElementTree as ElementTree

from benchmarks import report, seed, stage

MATTERS, TIMES, TARGET = 1_000_000, 40, 300
FILL = """
    INSERT INTO openness_publicmatter (number, summary, sought, category_id, top_id, area_id,
        unit_id, state, outcome, opened_on, first_due_on, due_on, closed_on)
    SELECT n, '石桥村口第 ' || n || ' 盏路灯夜里不亮，行人看不清路', 'x',
        subjects.pks[1 + n % array_length(subjects.pks, 1)], NULL,
        places.pks[1 + n % array_length(places.pks, 1)],
        units.pks[1 + n % array_length(units.pks, 1)],
        CASE WHEN n % 20 = 0 THEN 'in_hand' WHEN n % 20 = 1 THEN 'answered' ELSE 'closed' END,
        '', day, day + 15, day + 15, CASE WHEN n % 20 > 1 THEN day + 12 END
    FROM generate_series(1, {most}) n,
        LATERAL (SELECT current_date - (3650 * (1 - n::float / {most}))::int AS day) opened,
        (SELECT array_agg(id) pks FROM triage_category WHERE parent_id IS NOT NULL) subjects,
        (SELECT array_agg(id) pks FROM places_area) places,
        (SELECT array_agg(id) pks FROM places_unit) units"""


def fill(matters: int) -> str:
    """Returns a service code that is in use."""
    from django.db import connection

    from sanwen.listen.triage.models import Category

    seed.county()
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(most=matters))
        cursor.execute("ANALYZE openness_publicmatter")
    return Category.objects.filter(parent__parent__isnull=False).order_by("code")[0].code


def asked(port: int, path: str) -> tuple[bytes, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    connection.request("GET", f"/open311/v2/{path}")
    answer = connection.getresponse()
    body = answer.read()
    took = 1000 * (time.perf_counter() - start)
    assert answer.status == 200, body[:500]
    return body, took


def count(body: bytes) -> int:
    if body.startswith(b"<"):
        return len(ElementTree.fromstring(body))
    return len(json.loads(body))


def line(port: int, what: str, path: str, expect: int) -> report.Line:
    body, _took = asked(port, path)
    assert count(body) == expect, (path, count(body))
    times = sorted(asked(port, path)[1] for _ in range(TIMES))
    p95 = times[int(0.95 * len(times))]
    figure = f"{statistics.median(times):.0f} ms, p95 {p95:.0f} ms, {len(body) // 1024:,} KB"
    promised = expect > 0
    return report.Line(
        what, figure, f"≤ {TARGET} ms" if promised else "", p95 <= TARGET if promised else None
    )


def main() -> None:
    matters = int(sys.argv[1]) if sys.argv[1:] else MATTERS
    with stage.database() as running:
        stage.django_ready()
        code = fill(matters)
        with stage.served(running) as server:
            after = f"M-{matters - 1000}"
            cases = [
                ("an empty list, JSON", "requests.json?start_date=1990-01-01", 0),
                ("last 90 days, JSON", "requests.json", 1000),
                ("last 90 days, XML", "requests.xml", 1000),
                ("closed, JSON", "requests.json?status=closed", 1000),
                ("closed, XML", "requests.xml?status=closed", 1000),
                ("the next thousand, JSON", f"requests.json?before={after}", 1000),
            ]
            lines = [line(server.port, *case) for case in cases]
            few = count(asked(server.port, f"requests.json?service_code={code}")[0])
            path = f"requests.json?service_code={code}"
            lines.append(line(server.port, f"one subject ({few}), JSON", path, few))
        report.verdicts(f"GeoReport at {matters:,} public matters, {TIMES} times each", lines)


if __name__ == "__main__":
    main()
