"""A disk that fills up: said in words, and no confirmed row is lost."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sanwen.config import cluster
from sanwen.config.cluster import ClusterError

pytestmark = pytest.mark.fault
MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of 140 MB in memory; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=140m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system")
    monkeypatch.setattr("sanwen.config.cluster.folder.ROOM_TO_MAKE", 0)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, *, leaving: int = 0) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * MEGABYTE):
                pass
        except OSError:
            pass
    os.truncate(filler, filler.stat().st_size - leaving)
    return filler


def write_until_refused(url: str) -> int:
    """How many rows were confirmed before the disk was full."""
    confirmed = 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (words text)")
        try:
            connection.execute("ALTER TABLE kept ALTER words SET STORAGE EXTERNAL")
            while True:
                connection.execute("INSERT INTO kept VALUES (repeat('x', 100000))")
                confirmed += 1
        except psycopg.Error:
            return confirmed


def test_too_small_a_disk_is_said_at_the_first_start(small_disk: Path) -> None:
    fill(small_disk, leaving=10 * MEGABYTE)

    with pytest.raises(ClusterError, match="is full"):
        cluster.start(small_disk)

    assert not (small_disk / "cluster" / "data").exists()
    assert not list((small_disk / "cluster").glob("data.draft-*"))


def test_rows_confirmed_before_the_disk_was_full_are_there_after(small_disk: Path) -> None:
    with cluster.start(small_disk) as running:
        fill(small_disk, leaving=8 * MEGABYTE)
        confirmed = write_until_refused(running.url)
    filler = fill(small_disk)

    with pytest.raises(ClusterError, match="is full"):
        cluster.start(small_disk)

    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=300m", str(small_disk)], check=True)
    with cluster.start(small_disk) as again, psycopg.connect(again.url) as connection:
        found = connection.execute("SELECT count(*) FROM kept").fetchone()

    assert found is not None
    assert found[0] >= confirmed > 0
