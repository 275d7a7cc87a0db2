"""Where the contracts look: the apps, the source and everything that is kept in the repository."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "sanwen"
APPS = sorted(file.parent for file in SOURCE.glob("**/apps.py"))
TEXT = {".css", ".html", ".js", ".lock", ".md", ".po", ".py", ".sh", ".sql", ".svg", ".toml", ""}


def kept() -> list[Path]:
    """Files of the repository that hold text, except what was written elsewhere."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else _walked()
    files = [ROOT / name for name in names if name and "/vendor/" not in name]
    return [file for file in files if file.suffix in TEXT and file.is_file()]


def _walked() -> list[str]:
    """An unpacked archive has no git."""
    places = ("src", "tests", "docs", "tools", "benchmarks")
    return [str(file.relative_to(ROOT)) for place in places for file in (ROOT / place).rglob("*")]


def modules() -> list[Path]:
    return [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]


def templates() -> dict[str, Path]:
    """Our own templates by the name under which they are asked for."""
    folders = [folder for folder in SOURCE.rglob("templates") if folder.is_dir()]
    return {
        str(file.relative_to(folder)): file
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file()
    }


def dotted(module: Path) -> str:
    return ".".join(module.relative_to(SOURCE.parent).with_suffix("").parts)
