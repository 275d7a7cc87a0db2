"""Starts and stops the server process of a cluster, and knows whether it truly answers."""

import contextlib
import os
import shlex
import shutil
import socket
import time
from pathlib import Path

import psycopg

from sanwen.config.cluster import faults
from sanwen.config.cluster.binaries import Binaries
from sanwen.config.cluster.folder import Folder
from sanwen.config.cluster.programs import Account, run

HOST = "127.0.0.1"
MEGABYTE = 1024 * 1024
START_LOG_LIMIT = 5 * MEGABYTE
LOGS_KEPT = 8
ROOM_TO_STOP = 64 * MEGABYTE
# After kill -9 the old backends hold the shared memory for about 1.5 s: the first starts fail.
PATIENCE = 30.0


def answers(url: str) -> bool:
    """A server that lets us in. A process that merely exists may be a zombie, or not ours."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def start(folder: Folder, binaries: Binaries, account: Account, *, quick: bool) -> int:
    """Runs the server and returns its port."""
    _make_log_ready(folder, account)
    deadline = time.monotonic() + PATIENCE
    while True:
        _clear_stale_pid(folder.data)
        port = _free_port(folder.last_port())
        code, output = run(_pg_ctl_start(folder, binaries, port, quick=quick), account, timeout=180)
        if code == 0:
            folder.remember_port(port)
            return port
        said = f"{output}\n{_tail(folder.start_log)}\n{_newest_log(folder)}"
        if time.monotonic() > deadline or not _may_pass(said):
            raise faults.from_output("Starting the database", said, folder.path)
        time.sleep(0.2)


def stop(folder: Folder, binaries: Binaries, account: Account) -> None:
    """Fast; where that cannot end (its last checkpoint finds a full disk), at once.

    Either way everything committed is in the log on disk; after the second it is replayed.
    """
    roomy = shutil.disk_usage(folder.path).free > ROOM_TO_STOP
    said = ""
    for mode, patience in (("fast", 60 if roomy else 5), ("immediate", 20)):
        ending = ["-D", str(folder.data), "-m", mode, "-w", "-t", str(patience), "stop"]
        code, said = run([binaries.program("pg_ctl"), *ending], account, timeout=90)
        if code == 0 or "PID file" in said or "No such process" in said:
            return
    raise faults.from_output("Stopping the database", said, folder.path)


def _pg_ctl_start(folder: Folder, binaries: Binaries, port: int, *, quick: bool) -> list[str]:
    options = shlex.join(_options(folder, port, quick=quick))
    command = [binaries.program("pg_ctl"), "-D", str(folder.data), "-l", str(folder.start_log)]
    return [*command, "-w", "-t", "150", "-o", options, "start"]


def _options(folder: Folder, port: int, *, quick: bool) -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    settings = {
        "port": str(port),
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "max_connections": "200",
        "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "maintenance_work_mem": "128MB",
        "work_mem": "16MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_directory": str(folder.log),
        "log_filename": "postgresql-%Y%m%d-%H%M%S.log",
        "log_rotation_size": "10MB",
    }
    if quick:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings |= {"logging_collector": "off", "shared_buffers": "128MB"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _may_pass(said: str) -> bool:
    """Faults of the moment: old backends still leaving, a port taken in the same instant."""
    signs = (
        "still in use",
        "could not bind",
        "could not create any TCP/IP sockets",
        "already exists",
    )
    return any(sign in said for sign in signs)


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
    raise faults.ClusterError("No free port on 127.0.0.1 for the database.")


def _clear_stale_pid(data: Path) -> None:
    """Removes a postmaster.pid whose process is a zombie, or by now something else altogether.

    PostgreSQL only asks whether that process exists; in a container small numbers come round again.
    """
    if not Path("/proc/self/cwd").exists() or not (data / "postmaster.pid").exists():
        return
    if not any(_works_in(process, data) for process in Path("/proc").glob("[0-9]*")):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _works_in(process: Path, data: Path) -> bool:
    try:
        return (process / "cwd").readlink() == data.resolve()
    except PermissionError:
        # Not ours to see, so not ours to disturb. A zombie or a leaver raises other errors.
        return process.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _make_log_ready(folder: Folder, account: Account) -> None:
    try:
        account.own(folder.log)
        if folder.start_log.exists() and folder.start_log.stat().st_size > START_LOG_LIMIT:
            folder.start_log.replace(folder.log / "start.log.1")
        for old in sorted(folder.log.glob("postgresql-*.log"))[:-LOGS_KEPT]:
            old.unlink()
    except OSError as problem:
        raise faults.from_os(problem, folder.log) from None


def _newest_log(folder: Folder) -> str:
    newest = sorted(folder.log.glob("postgresql-*.log"))[-1:]
    return _tail(newest[0]) if newest else ""


def _tail(path: Path) -> str:
    with contextlib.suppress(OSError), path.open("rb") as file:
        file.seek(max(path.stat().st_size - 1500, 0))
        return file.read().decode(errors="replace")
    return ""
