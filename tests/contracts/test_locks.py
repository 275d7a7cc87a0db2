"""The lock files hold all that is asked for and all that is used, and lead to no registry."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.contracts.house import ROOT, modules

MAIN, TEST = "requirements.lock", "requirements-test.lock"
OURS = {"sanwen", "tests", "tools", "benchmarks"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def same(name: str) -> str:
    """One spelling of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(*wanted: Iterable[str]) -> set[str]:
    return {same(re.match(r"[\w.-]+", each)[0]) for some in wanted for each in some}  # type: ignore[index]


def held(lock: str) -> set[str]:
    return {same(name) for name in re.findall(r"^([\w.-]+)==", text(lock), re.MULTILINE)}


def imported(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Each import of somebody else's package: the file, and the package's first name."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in {each.split(".")[0] for each in names}:
                if name not in sys.stdlib_module_names | OURS:
                    yield file.name, name


@pytest.mark.parametrize("lock", [MAIN, TEST])
def test_no_lock_file_names_a_registry(lock: str) -> None:
    assert "--hash=sha256:" in text(lock)
    assert not re.search(r"https?:|--index|--find-links|file:", text(lock))


def test_the_test_lock_holds_the_same_versions_as_the_main_one() -> None:
    main, test = (
        set(re.findall(r"^[\w.-]+==\S+", text(lock), re.MULTILINE)) for lock in (MAIN, TEST)
    )

    assert main <= test


def test_the_locks_cover_what_the_project_asks_for() -> None:
    assert asked(PROJECT["dependencies"]) <= held(MAIN)
    assert asked(PROJECT["optional-dependencies"]["test"]) <= held(TEST)


def test_whatever_is_imported_is_locked() -> None:
    """A package that happens to be on one machine is missing on the next."""
    found = packages_distributions()
    optional = asked(PROJECT["optional-dependencies"]["ocr"])
    sources = [(modules(), held(MAIN) | optional), ((ROOT / "tests").rglob("*.py"), held(TEST))]
    loose = {
        f"{file}: {name}"
        for files, locked in sources
        for file, name in imported(files)
        if not locked & asked(found.get(name, []))
    }

    assert loose == set()
