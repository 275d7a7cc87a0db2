"""Starts with the invented county: loads it once, prints its accounts, then serves."""

import json
import os
from pathlib import Path
from typing import Any

import typer
from django.db import connections
from rich.console import Console
from rich.table import Table

from sanwen.cli import address, migrate, serve, telling
from sanwen.cli.refusal import Refused
from sanwen.config import embedded
from sanwen.core import environment
from sanwen.demo import load
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User

console = Console(stderr=True, highlight=False)


def run(*, bind: str | None, load_only: bool, reset: bool, yes: bool) -> int:
    where = serve.chosen(bind)
    if not load_only:
        address.check_free(where)
    if reset:
        _empty(sure=yes)
    migrate.up_to_date()
    accounts = _kept() or _load()
    console.print(_table(accounts))
    return 0 if load_only else serve.keep(where, worker=True)


def _load() -> list[dict[str, Any]]:
    if _in_use():
        raise Refused(
            "This database is in use, and holds no whole demo. Use another SANWEN_HOME for the "
            "demo, or empty this one for good with: sanwen demo --reset"
        )
    with telling.progress("The demo county · 演示县") as report:
        accounts = [dict(each) for each in load.load(progress=report)]
    _keep(accounts)
    return accounts


def _in_use() -> bool:
    return Voice.objects.exists() or User.objects.exists()


def _file() -> Path:
    return environment.home() / "demo-accounts.json"


def _kept() -> list[dict[str, Any]]:
    """The accounts of a demo that was loaded whole; its passwords are random, so they are kept."""
    if not _file().exists() or not _in_use():
        return []
    return list(json.loads(_file().read_text()))


def _keep(accounts: list[dict[str, Any]]) -> None:
    draft = _file().with_suffix(".draft")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=1)
    draft.replace(_file())


def _empty(*, sure: bool) -> None:
    cluster = embedded.held()
    if cluster is None:
        raise Refused(
            "The database that DATABASE_URL names is not ours to empty. Drop and make it yourself."
        )
    if not sure and not typer.confirm(f"Everything in {cluster.folder.path} goes. Sure?"):
        raise Refused("Nothing was changed.")
    connections.close_all()
    cluster.empty()
    _file().unlink(missing_ok=True)


def _table(accounts: list[dict[str, Any]]) -> Table:
    table = Table(
        "role · 角色", "user · 用户名", "password · 密码", title="Demo accounts · 演示账号"
    )
    table.title_justify = "left"
    for account in accounts:
        table.add_row(account["role"], account["username"], account["password"])
    return table
