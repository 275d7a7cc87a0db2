"""How soon the page of the map shows a vote, at ten thousand participants; prints a table.

python -m benchmarks.freshness [participants]      10,000 unless said

A real web server, a real worker, a vote through the API; the page is asked for ten times a second
until its figures have moved. Each round waits until the counting and the drawing rest.
"""

import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import report, stage

PARTICIPANTS, STATEMENTS, SEEN, ROUNDS = 10_000, 100, 40, 12
TARGET = 5.0
COPY = """
    COPY consultations_vote (consultation_id, participant_id, statement_id, value, cast_at)
    FROM STDIN
"""
_COUNT = re.compile(r'id="s-1".*?([\d,]+) people', re.DOTALL)
_DRAWN = re.compile(r"until ([^<]+)\.</p>")


def asked(participants: int) -> str:
    """An open consultation with its votes; three camps, who differ on half of the statements."""
    from django.db import connection
    from django.utils import timezone

    from sanwen.counsel.consultations.models import Consultation, Participant, Phase, Statement
    from sanwen.places.models import Unit

    now, today = timezone.now(), timezone.localdate()
    unit = Unit.objects.create(
        code="hub", name="中心", kind="hall", level=2, path="/0/", pk=0, is_active=True
    )
    one = Consultation.objects.create(
        unit=unit, question="怎么办？", summary="怎么办？", background="怎么办？", who_decides="县",
        decide_by=today, seed="seed", state="published", made_at=now, published_at=now,
        published_by="staff:x",
    )  # fmt: skip
    Phase.objects.create(consultation=one, kind="gather", opens_on=today)
    said = Statement.objects.bulk_create(
        Statement(
            consultation=one, number=n, text=f"观点 {n}", stand="shown", said_at=now,
            sifted_at=now, sifted_by="staff:x",
        )
        for n in range(1, STATEMENTS + 1)
    )  # fmt: skip
    people = Participant.objects.bulk_create(
        Participant(consultation=one, key_hash=os.urandom(32), joined_on=today)
        for _ in range(participants)
    )
    dice = random.Random(7)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for at, person in enumerate(people):
            for number in dice.sample(range(STATEMENTS), SEEN):
                likes = 0.8 if number % 2 or (number // 2 + at) % 3 else 0.15
                value = 0 if dice.random() < 0.1 else 1 if dice.random() < likes else -1
                copy.write_row((one.pk, person.pk, said[number].pk, value, now))
    return one.ref


@contextmanager
def working() -> Iterator[None]:
    log = Path(os.environ["SANWEN_HOME"]) / "worker.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanwen.cli.main", "worker"],
            env=os.environ | {"PYTHONPATH": f"{stage.ROOT / 'src'}:{stage.ROOT}"},
            stdout=told,
            stderr=told,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


class Reader:
    def __init__(self, port: int, ref: str) -> None:
        self.port, self.ref = port, ref

    def page(self) -> tuple[str, float]:
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", f"/ask/{self.ref}/map/", headers={"Accept-Language": "en"})
        body = connection.getresponse().read().decode()
        return body, time.perf_counter() - start

    def count(self) -> int:
        found = _COUNT.search(self.page()[0])
        return int(found[1].replace(",", "")) if found else 0

    def drawn(self) -> str:
        found = _DRAWN.search(self.page()[0])
        return found[1] if found else ""

    def vote(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = json.dumps({"statement": 1, "vote": 1})
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/consultations/{self.ref}/votes", body, headers)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()

    def seconds_until_shown(self) -> float:
        before, start = self.count(), time.perf_counter()
        self.vote()
        while self.count() == before:
            time.sleep(0.1)
            assert time.perf_counter() - start < 60, "the vote was not shown within a minute"
        return time.perf_counter() - start


def rounds(reader: Reader) -> tuple[list[float], list[float]]:
    while not reader.count() or not reader.drawn():
        time.sleep(0.5)
    shown, pages = [], []
    for at in range(ROUNDS):
        time.sleep(1 + at % 3)
        shown.append(reader.seconds_until_shown())
        pages += [reader.page()[1] * 1000 for _ in range(10)]
    return shown, sorted(pages)


def main() -> None:
    participants = int(sys.argv[1]) if sys.argv[1:] else PARTICIPANTS
    with stage.database() as running:
        stage.django_ready()
        ref = asked(participants)
        with stage.served(running) as server, working():
            shown, pages = rounds(Reader(server.port, ref))
        from sanwen.counsel.consultations.models import OpinionMap

        took = OpinionMap.objects.get().took_ms / 1000
        lines = [
            report.Line(
                "a vote is on the page after (median)", f"{statistics.median(shown):.1f} s"
            ),
            report.Line(
                "… the longest", f"{max(shown):.1f} s", f"≤ {TARGET:.0f} s", max(shown) <= TARGET
            ),
            report.Line("drawing the map anew", f"{took:.1f} s"),
            report.Line("the page, median", f"{statistics.median(pages):.0f} ms"),
            report.Line("the page, p95", f"{pages[int(0.95 * len(pages))]:.0f} ms"),
        ]
        report.verdicts(f"{participants:,} participants × {SEEN} votes, {ROUNDS} rounds", lines)


if __name__ == "__main__":
    main()
