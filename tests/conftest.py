"""One throw-away PostgreSQL and data folder for the whole run; no network but our own machine."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from sanwen.config import cluster

# No stopwatch: on a busy machine it would tell of the machine.
hypothesis.register_profile("sanwen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("sanwen")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def _begin() -> tuple[Path, cluster.Cluster | None]:
    """Before Django reads its settings. Workers of pytest-xdist inherit what their parent set."""
    home = Path(tempfile.mkdtemp(prefix="sanwen-tests-"))
    (home / "static").mkdir()
    os.environ |= {"SANWEN_HOME": str(home), "SANWEN_EMAIL_URL": "console:"}
    for name in ("SANWEN_POOL", "SANWEN_DEBUG", "SANWEN_SECRET_KEY", "SANWEN_BODY_NAME"):
        os.environ.pop(name, None)
    # Playwright's loop makes Django believe that tests run inside asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    if os.environ.get("SANWEN_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = os.environ["SANWEN_TEST_DATABASE_URL"]
        return home, None
    running = cluster.throwaway()
    # A test's rows are seen by nobody else: whoever counts its tables then finds them empty, and
    # from there on every join is planned as if they were.
    with psycopg.connect(running.superuser_url, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM SET autovacuum = off")
        owner.execute("SELECT pg_reload_conf()")
    os.environ["DATABASE_URL"] = running.url
    return home, running


IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
HOME, CLUSTER = (Path(os.environ["SANWEN_HOME"]), None) if IS_WORKER else _begin()
# Only now: named in pyproject.toml, the settings would be read before there is a database.
os.environ["DJANGO_SETTINGS_MODULE"] = "sanwen.config.settings"
settings.DATABASES  # noqa: B018 (reads them; pytest-django then sets Django up)
# Hashing a password slowly is the point of it, but not of most tests.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@atexit.register
def _end() -> None:
    """Also after a run that broke off before its first test."""
    if not IS_WORKER:
        if CLUSTER is not None:
            CLUSTER.stop()
        shutil.rmtree(HOME, ignore_errors=True)


def pytest_runtest_setup() -> None:
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests with real transactions empty all tables afterwards, which the trail would refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER trail_no_truncate")
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER seal_no_truncate")
        for name in ("checkpoint", "release", "releasefile"):
            cursor.execute(f"ALTER TABLE openness_{name} DISABLE TRIGGER {name}_is_not_emptied")


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """What a process keeps for a few seconds must not outlive the test whose rows it read."""
    from sanwen.counsel.consultations import reading as asked
    from sanwen.deliver.intake import desk
    from sanwen.deliver.procedures import known
    from sanwen.integrity.conduct import touched
    from sanwen.listen.triage import actions as triage
    from sanwen.listen.voices import near
    from sanwen.openness import searching
    from sanwen.places import published, reading
    from sanwen.verdict.scorecards import kept

    asked.forget()
    desk.forget()
    known.forget()
    touched.forget()
    triage.forget()
    near.forget()
    published.forget()
    reading.forget()
    searching.forget()
    kept.forget()
    # The last request's language stays with the thread.
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_job_is_left(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """After real transactions Django empties its own tables; those of the queue are not its own."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
