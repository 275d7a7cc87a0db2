"""Makes a new cluster in a draft folder and renames it; then its role, database, extensions."""

import secrets
import shutil

import psycopg
from psycopg import sql

from sanwen.config.cluster import faults
from sanwen.config.cluster.binaries import Binaries
from sanwen.config.cluster.faults import ClusterError
from sanwen.config.cluster.folder import Folder, Passwords
from sanwen.config.cluster.programs import Account, run

SUPERUSER = "postgres"
APPLICATION = "sanwen"
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent")
# Never plain C: with it pg_trgm and to_tsvector silently drop every Chinese character.
LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8")
BUILTIN = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
BUILTIN_SINCE = 17


def make(folder: Folder, binaries: Binaries, account: Account, *, quick: bool) -> None:
    """A half-made cluster is never seen: a crash leaves a draft, which the next start removes."""
    for draft in folder.path.glob("data.draft-*"):
        shutil.rmtree(draft, ignore_errors=True)
    draft = folder.path / f"data.draft-{secrets.token_hex(6)}"
    password = folder.path / f".pwfile-{secrets.token_hex(6)}"
    try:
        draft.mkdir(mode=0o700)
        password.touch(mode=0o600)
        password.write_text(folder.passwords().superuser)
        account.own(draft)
        account.own(password)
        command = _initdb(binaries, draft=str(draft), password=str(password), quick=quick)
        code, output = run(command, account, timeout=300)
        if code:
            raise faults.from_output("Making the database", output, folder.path)
        draft.rename(folder.data)
    except OSError as problem:
        raise faults.from_os(problem, folder.path) from None
    finally:
        password.unlink(missing_ok=True)
        shutil.rmtree(draft, ignore_errors=True)


def _initdb(binaries: Binaries, *, draft: str, password: str, quick: bool) -> list[str]:
    command = [binaries.program("initdb"), "-D", draft, "-U", SUPERUSER]
    command += ["-A", "scram-sha-256", f"--pwfile={password}", "--data-checksums", *LOCALE]
    command += BUILTIN if binaries.major >= BUILTIN_SINCE else ()
    return [*command, "--no-sync"] if quick else command


def furnish(superuser_url: str, passwords: Passwords, *, may_create: bool) -> None:
    """Role, database, extensions and the check of Chinese; each step may find its work done."""
    with psycopg.connect(superuser_url, dbname="postgres", autocommit=True) as connection:
        _role(connection, passwords.application, may_create=may_create)
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APPLICATION])
        if not row.fetchone():
            statement = sql.SQL("CREATE DATABASE {name} OWNER {name}")
            connection.execute(statement.format(name=sql.Identifier(APPLICATION)))
    with psycopg.connect(superuser_url, dbname=APPLICATION, autocommit=True) as connection:
        _extensions(connection)
        _understands_chinese(connection)


def drop(superuser_url: str) -> None:
    with psycopg.connect(superuser_url, dbname="postgres", autocommit=True) as connection:
        statement = sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(statement.format(name=sql.Identifier(APPLICATION)))


def _role(connection: psycopg.Connection, password: str, *, may_create: bool) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
    statement = sql.SQL(
        "{verb} ROLE {name} LOGIN NOSUPERUSER NOCREATEROLE {create} PASSWORD {password}"
    )
    connection.execute(
        statement.format(
            verb=sql.SQL("ALTER" if known.fetchone() else "CREATE"),
            name=sql.Identifier(APPLICATION),
            create=sql.SQL("CREATEDB" if may_create else "NOCREATEDB"),
            password=sql.Literal(password),
        )
    )


def _extensions(connection: psycopg.Connection) -> None:
    present = {
        name for (name,) in connection.execute("SELECT extname FROM pg_extension").fetchall()
    }
    for name in EXTENSIONS:
        if name not in present:
            connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))


def _understands_chinese(connection: psycopg.Connection) -> None:
    row = connection.execute("SELECT cardinality(show_trgm('噪音'))").fetchone()
    if not row or not row[0]:
        raise ClusterError(
            "This PostgreSQL drops Chinese characters when it searches: the database was made with "
            "the locale C. Make it again with the locale C.UTF-8."
        )
