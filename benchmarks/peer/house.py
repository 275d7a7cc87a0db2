"""Makes the peer's own environment and database, fills it with tickets, and serves it like us.

    python -m benchmarks.peer.house        only makes the environment

It lies in $SANWEN_BENCH, else in ~/.cache/sanwen-bench, and is never part of the repository.
"""

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks import stage
from sanwen.config import cluster

VERSION = "2.6.1"
PACKAGES = [
    f"django-helpdesk=={VERSION}",
    "django-bootstrap4-form",
    "packaging",
    "django~=5.2.0",
    "psycopg[binary,pool]",
    "granian~=2.7",
]
USER, PASSWORD = "bench", "slow-river-counts-stones"

# One in twenty is open, as with us; each has one to three entries in its history.
TICKETS = """
INSERT INTO helpdesk_ticket (title, queue_id, created, modified, submitter_email, status, on_hold,
  description, priority, secret_key, assigned_to_id, due_date)
SELECT left(t.text, 38), 1 + (i %% 8), at, at, 'someone' || i || '@example.org',
  CASE WHEN i > 0.95 * %(n)s THEN 1 + (i %% 2) ELSE 3 + (i %% 2) END, false, t.text, 1 + (i %% 5),
  md5(i::text), 1, at + interval '7 days'
FROM generate_series(1, %(n)s) i,
  LATERAL (SELECT now() - interval '3640 days' * (1 - i::float8 / %(n)s) AS at) moment,
  LATERAL (SELECT (ARRAY['门前的路灯坏了半个月，晚上看不见路',
    '小区三号楼下水道堵了，污水流到楼道里',
    '工地夜里施工到两点，孩子睡不着', '公司拖欠我们七个人两个月工资', '公交车最近总是不按时来',
    '村里的自来水发黄，能不能来看一看'])[1 + i %% 6] || '，在' || (i %% 997) || '号附近，第' || i
    || '件。' AS text) t"""
FOLLOW_UPS = """
INSERT INTO helpdesk_followup (ticket_id, date, title, comment, public, user_id, new_status,
  message_id, time_spent, email_recipients)
SELECT t.id, t.created + interval '1 day' * step, '处理', '现场检修记录。', true, 1,
  NULL, NULL, NULL, '[]'
FROM helpdesk_ticket t, generate_series(1, 3) step WHERE step <= 1 + t.id %% 3"""


def folder() -> Path:
    given = os.environ.get("SANWEN_BENCH")
    return Path(given) if given else Path.home() / ".cache" / "sanwen-bench"


def python() -> str:
    """The peer's own Python, made where it is not there yet."""
    home = folder() / f"helpdesk-{VERSION}"
    known = home / "bin" / "python"
    if not (home / "complete").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([known, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (home / "complete").touch()
    return str(known)


@contextmanager
def peer(running: cluster.Cluster, *, mails: bool = True) -> Iterator[stage.Server]:
    """The peer, served. Without `mails` it has no mail templates and so writes none."""
    environment = prepare(running, mails=mails)
    with stage.served(
        running, "benchmarks.peer.wsgi:application", python=python(), ready="/", **environment
    ) as server:
        yield server


def prepare(running: cluster.Cluster, *, mails: bool = True) -> dict[str, str]:
    name = "peer" if mails else "peer_silent"
    new = _database(running, name)
    url = running.url.rpartition("/")[0] + f"/{name}"
    environment = {
        "PEER_DATABASE_URL": url,
        "PEER_FILES": str(folder() / "files"),
        "DJANGO_SETTINGS_MODULE": "benchmarks.peer.settings",
    }
    if new:
        _manage(environment, "migrate", "--verbosity=0")
        if mails:
            _manage(environment, "loaddata", "emailtemplate.json", "--verbosity=0")
        _manage(environment, "shell", "-c", FURNISH, "--no-imports")
    return environment


FURNISH = f"""
from django.contrib.auth.models import User
from helpdesk.models import Queue
User.objects.create_superuser({USER!r}, "bench@example.org", {PASSWORD!r})
for n in range(1, 9):
    Queue.objects.create(title=f"queue {{n}}", slug=f"q{{n}}", allow_public_submission=True,
                         email_address=f"q{{n}}@example.org")
"""


def fill(running: cluster.Cluster, n: int) -> None:
    with psycopg.connect(running.superuser_url, dbname="peer", autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(TICKETS, {"n": n})
        connection.execute(FOLLOW_UPS.replace("%%", "%"))
        connection.execute("VACUUM ANALYZE")


def _database(running: cluster.Cluster, name: str) -> bool:
    """Whether it had to be made."""
    with psycopg.connect(running.superuser_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        owner = conninfo_to_dict(running.url)["user"]
        connection.execute(f'CREATE DATABASE "{name}" OWNER "{owner}"')
        return True


def _manage(environment: dict[str, str], *words: str) -> None:
    around = os.environ | {"PYTHONPATH": str(stage.ROOT)} | environment
    subprocess.run([python(), "-m", "django", *words], env=around, check=True)


if __name__ == "__main__":
    sys.stdout.write(f"{python()}\n")
