"""Each part has its page, and the page names what the code holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.house import APPS, ROOT, SOURCE

PAGES = ROOT / "docs/parts"
HEADINGS = ["Purpose", "Words", "States", "Rights", "Actions", "Traps"]
PARTS = {app.name: app for app in [*APPS, SOURCE / "methods"]}
NAMED = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)`")
LISTED = re.compile(r"^[-*|] ?`([a-z_]+(?:\.[a-z_]+)*)`", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.fixture(params=PARTS.items(), ids=PARTS)
def part(request: pytest.FixtureRequest) -> tuple[str, Path]:
    name, folder = request.param
    return (PAGES / f"{name}.md").read_text(encoding="utf-8"), folder


def section(page: str, heading: str) -> str:
    return page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_every_part_has_its_page_and_every_page_its_part() -> None:
    assert {file.stem for file in PAGES.glob("*.md")} == set(PARTS)


def test_every_page_has_the_same_six_headings(part: tuple[str, Path]) -> None:
    assert re.findall(r"^## (.+)$", part[0], re.MULTILINE) == HEADINGS


def test_the_page_lists_the_actions_that_there_are(part: tuple[str, Path]) -> None:
    page, folder = part

    assert set(LISTED.findall(section(page, "Actions"))) == set(actions(folder))


def test_the_page_names_every_right(part: tuple[str, Path]) -> None:
    page, folder = part
    rights = {name for name in rules(folder) if name.startswith("may_")}

    assert rights <= set(NAMED.findall(section(page, "Rights")))


def actions(folder: Path) -> Iterator[str]:
    """`give` of actions.py, `opening.join` of actions/opening.py, `clerk.write_down` of clerk/."""
    for file in folder.rglob("*.py"):
        *inner, stem = file.relative_to(folder).with_suffix("").parts
        if "actions" not in (*inner, stem) or stem == "__init__":
            continue
        before = [part for part in (*inner, stem) if part != "actions"]
        yield from (".".join([*before, name]) for name in public_functions(file))


def rules(folder: Path) -> Iterator[str]:
    for file in folder.rglob("rules.py"):
        yield from public_functions(file)


def public_functions(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]
    dead = {
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    }

    assert dead == set()
