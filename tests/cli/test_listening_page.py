"""The page on listening to a file shows what the commands print, to the letter."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/start/listening.md").read_text("utf-8")
SHOWN = re.findall(r"```console\n\$ sanwen (.+?)\n(.+?)\n```", PAGE, re.DOTALL)


def test_the_page_shows_commands() -> None:
    assert len(SHOWN) == 4


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_a_command_prints_what_the_page_shows(command: str, output: str, tmp_path: Path) -> None:
    given = {"SANWEN_HOME": str(tmp_path), "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    printed = subprocess.run(
        [sys.executable, "-m", "sanwen.cli.main", *shlex.split(command)],
        cwd=ROOT / "docs/start/files",
        env=os.environ | given | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert printed.stdout.rstrip() == output
