"""Due dates a second on one core, for the kinds of period that matters run on.

python benchmarks/clock.py
"""

import time
from datetime import UTC, date, datetime, timedelta
from statistics import median

from sanwen.methods.clock import Calendar, Rule, due, working_days_between
from sanwen.places.calendar_import import shipped

ROUNDS, DATES = 5, 100_000
RULES = [
    Rule("five working days", 5, "workday"),
    Rule("twenty working days", 20, "workday"),
    Rule("sixty days", 60, "day"),
    Rule("thirty days, rolled", 30, "day", "next_workday"),
    Rule("six months", 6, "month"),
]


def main() -> None:
    rows = shipped()
    days = {row.date: row.is_work for row in rows}
    calendar = Calendar(days, frozenset(row.year for row in rows))
    begin = time.perf_counter()
    due(RULES[0], date(2026, 1, 1), calendar)
    print(f"first due date, table built: {1000 * (time.perf_counter() - begin):.0f} ms")
    starts = [date(2015, 1, 1) + timedelta(days=n % 4000) for n in range(DATES)]
    print(f"{'period':24} {'due dates/s':>12}")
    for rule in RULES:
        speeds = []
        for _ in range(ROUNDS):
            begin = time.process_time()
            for start in starts:
                due(rule, start, calendar)
            speeds.append(DATES / (time.process_time() - begin))
        print(f"{rule.code:24} {median(speeds):12,.0f}")
    print(f"{'fifteen seconds':24} {_moments(calendar):12,.0f}")
    begin = time.process_time()
    for start in starts:
        working_days_between(start, date(2026, 11, 22), calendar)
    print(f"{'working days left':24} {DATES / (time.process_time() - begin):12,.0f}")


def _moments(calendar: Calendar) -> float:
    rule, at = Rule("fifteen seconds", 15, "second"), datetime(2026, 3, 10, 9, tzinfo=UTC)
    begin = time.process_time()
    for _ in range(DATES):
        due(rule, at, calendar)
    return DATES / (time.process_time() - begin)


if __name__ == "__main__":
    main()
