"""How many rows a second an import takes in with everything written; prints a table.

Run it alone: `python benchmarks/import_rows.py [FILE ...]`. It starts a database of its own and
leaves nothing behind. Without files it takes real ones beside the repository, and rows it makes up.
"""

import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "messages"
REAL = ("hot_4326.xlsx", "replied_2816.xlsx", "unlabelled_2801_raw.xlsx", "labelled_495_raw.xlsx")
MADE_UP = 20_000
WORDS = (
    *("路灯", "不亮", "了", "三天", "小区", "门口", "物业", "停水", "施工", "噪音", "半夜", "公交"),
    *("车", "等", "很", "久", "学校", "旁边", "垃圾", "没人", "清"),
)


@contextmanager
def database() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="sanwen-bench-") as home:
        os.environ["SANWEN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "sanwen.config.settings"
        from sanwen.config import cluster

        running = cluster.throwaway()
        os.environ["DATABASE_URL"] = running.url
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            yield
            from django.db import connections

            connections.close_all()
        finally:
            running.stop()


def made_up(folder: Path, rows: int = MADE_UP) -> Path:
    chance = random.Random(1)  # noqa: S311
    path = folder / "made_up.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        out.writerow(["编号", "姓名", "联系电话", "标题", "内容", "时间", "地点"])
        for number in range(1, rows + 1):
            text = "".join(chance.choices(WORDS, k=60))
            phone = f"139{number:08d}"
            out.writerow(
                [number, "某某", phone, text[:12], text, f"2025/3/{number % 28 + 1} 10:11", "东街"]
            )
    return path


def prepare() -> Any:
    from sanwen.places.models import Level, Unit, UnitKind

    unit = Unit(pk=1, code="desk", name="受理中心", kind=UnitKind.HALL, level=Level.COUNTY)
    unit.path = "/1/"
    unit.save(force_insert=True)
    _categories(unit)
    return unit


def _categories(unit: Any) -> None:
    """The shipped subjects, so that the first routing has its work to do."""
    import tomllib
    from importlib import resources

    from sanwen.listen.triage.models import Category

    text = (
        resources.files("sanwen.listen.triage").joinpath("data/categories.toml").read_text("utf-8")
    )
    known: dict[str, int] = {}
    for row in tomllib.loads(text)["category"]:
        made = Category.objects.create(
            code=row["code"],
            parent_id=known.get(row["code"][:-2]),
            name=row["zh"],
            name_en=row["en"],
            words=row["keywords"],
            urgent_words=row["urgent"],
            unit=unit,
        )
        known[made.code] = made.pk


def backend_seconds() -> float:
    """CPU that the database has spent for our connection; 0 where the system does not tell."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(path: Path, unit: Any) -> tuple[str, int, int, int, float, float, float]:
    from sanwen.core.actors import Machine
    from sanwen.deliver.intake.imports import run_file

    began, cpu, backend = time.perf_counter(), time.process_time(), backend_seconds()
    result = run_file(path, received_by=unit, by=Machine("import"))
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    there = backend_seconds() - backend
    return path.name, result.rows, result.registered, len(result.errors), seconds, spent, there


def main(given: list[str]) -> None:
    with database(), tempfile.TemporaryDirectory() as folder:
        unit = prepare()
        files = [Path(name) for name in given] or [BESIDE / name for name in REAL]
        files = [path for path in files if path.exists()] + [made_up(Path(folder))]
        heads = ("rows", "in", "wrong", "s", "rows/s", "ms CPU", "ms CPU db")
        print(f"{'file':26}", *(f"{head:>9}" for head in heads))
        for path in files:
            name, rows, taken, wrong, seconds, here, there = measure(path, unit)
            print(
                f"{name:26} {rows:9} {taken:9} {wrong:9} {seconds:9.2f} {rows / seconds:9.0f} "
                f"{here * 1000 / rows:9.2f} {there * 1000 / rows:9.2f}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
