"""The demo is loaded once, into an empty database only; its accounts are kept to be shown again."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from sanwen.cli import demo
from sanwen.config import cluster
from sanwen.people.models import User
from tests.cli.conftest import Run

ACCOUNTS = [{"role": "handler · 承办人", "username": "zhao.min", "password": "kept-as-is"}]


class Loader:
    """Stands in for the county: counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *, progress: Any) -> list[dict[str, str]]:
        self.times += 1
        progress(1, 1)
        return ACCOUNTS


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    made = Loader()
    monkeypatch.setenv("SANWEN_HOME", str(tmp_path))
    monkeypatch.setattr("sanwen.demo.load.load", made)
    return made


@pytest.mark.django_db
def test_loading_prints_the_accounts_and_keeps_them_for_the_owner_only(
    sanwen: Run, loader: Loader, tmp_path: Path
) -> None:
    told = sanwen("demo", "--load-only")

    assert told.exit_code == 0
    assert loader.times == 1
    assert (tmp_path / "demo-accounts.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_loaded_demo_is_not_loaded_again(
    sanwen: Run, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    sanwen("demo", "--load-only")
    monkeypatch.setattr("sanwen.cli.demo._in_use", lambda: True)

    told = sanwen("demo", "--load-only")

    assert told.exit_code == 0
    assert loader.times == 1
    assert demo._kept() == ACCOUNTS


@pytest.mark.django_db
def test_a_database_in_use_is_refused_and_nothing_is_loaded(sanwen: Run, loader: Loader) -> None:
    sanwen("createadmin", "wang.fang")

    told = sanwen("demo", "--load-only")

    assert told.exit_code == 1
    assert "in use" in told.stderr
    assert loader.times == 0
    assert User.objects.count() == 1


@pytest.mark.fault
def test_an_emptied_cluster_is_new_whoever_was_connected(tmp_path: Path) -> None:
    with cluster.start(tmp_path) as running, psycopg.connect(running.url) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.commit()

        running.empty()

        with psycopg.connect(running.url) as fresh:
            found = fresh.execute("SELECT to_regclass('kept')").fetchone()
    assert found == (None,)
