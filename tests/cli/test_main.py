"""The shapes that others script: exit codes, and a quick `--help`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = {
    "demo", "serve", "worker", "migrate", "import", "createadmin", "doctor", "trail", "receipt",
    "calendar",
}  # fmt: skip


def test_help_names_every_command(sanwen: Run) -> None:
    told = sanwen("--help")

    assert told.exit_code == 0
    assert all(command in told.stdout for command in COMMANDS)


def test_help_loads_neither_django_nor_a_database_driver() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from sanwen.cli.main import app; "
        "CliRunner().invoke(app, ['--help']); "
        "print([name for name in ('django', 'psycopg', 'procrastinate') if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["migrate", "--sideways"],
        ["import"],
        ["import", "no-such-file.csv"],
        ["createadmin"],
        ["worker", "--jobs", "0"],
        ["receipt", "check", "no-such-file.txt"],
        ["calendar", "import", __file__],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_with_the_reason_on_stderr(
    sanwen: Run, words: list[str]
) -> None:
    told = sanwen(*words)

    assert told.exit_code == 2
    assert told.stderr
    assert not told.stdout


def test_a_mapping_without_a_column_is_wrong_usage(sanwen: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("a\n")

    told = sanwen("import", tmp_path / "rows.csv", "--map", "text")

    assert told.exit_code == 2
    assert "--map text=" in told.stderr
