"""The same county at several sizes at once, each in its own database with its own web server.

Side by side, so that a busy moment of the machine falls on all sizes alike.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks import seed, stage
from benchmarks.fill import Filled, fill
from benchmarks.visitor import Visitor
from sanwen.config import cluster


@dataclass(frozen=True)
class Site:
    size: int
    url: str
    filled: Filled
    server: stage.Server

    def signed_in(self, username: str) -> Visitor:
        visitor = Visitor.at(self.server.port)
        return visitor.sign_in("/accounts/login/", login=username, password=seed.PASSWORD)

    @contextmanager
    def here(self) -> Iterator[None]:
        """This process asks the same database, for as long as it lasts."""
        from django.db import connection

        connection.close()
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = _name(self.url)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before


@contextmanager
def sites(running: cluster.Cluster, sizes: Sequence[int]) -> Iterator[list[Site]]:
    stage.django_ready()
    seed.county()
    with ExitStack() as stack:
        yield [_site(running, size, stack) for size in sizes]


def _site(running: cluster.Cluster, size: int, stack: ExitStack) -> Site:
    url = _copy(running, f"county_{size}")
    start = time.perf_counter()
    kept, os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"], url
    try:
        filled = fill(size, url=running.superuser_url)
    finally:
        os.environ["DATABASE_URL"] = kept
    sys.stderr.write(f"{size:,} matters in {time.perf_counter() - start:.0f} s\n")
    return Site(size, url, filled, stack.enter_context(stage.served(running, DATABASE_URL=url)))


def _copy(running: cluster.Cluster, name: str) -> str:
    from django.db import connection

    connection.close()
    ours, owner = _name(running.url), conninfo_to_dict(running.url)["user"]
    with psycopg.connect(running.superuser_url, autocommit=True) as superuser:
        superuser.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ours}" OWNER "{owner}"')
    return running.url.rpartition("/")[0] + f"/{name}"


def _name(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])
