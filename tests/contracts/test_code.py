"""How the code is made: small, without hidden causes, the world changed in one kind of place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.house import SOURCE, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGER = {
    "deliver/matters/actions/opening.py: open_many": "one list of rows for each table",
}
MODULES = {str(file.relative_to(SOURCE)): file.read_text(encoding="utf-8") for file in modules()}
# Each request is given its moment; a queue's stamp is its own.
READS_THE_CLOCK = {"core/moment.py"}
# Writes an invented past in one go; what happens in it is done by the real actions.
LOADS = {"demo/load.py"}
NOT_A_NAME = {"utils", "helpers", "services", "managers", "common", "misc", "base"}


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_actions(name: str) -> bool:
    return name.endswith("/actions.py") or "/actions/" in name


def test_files_and_functions_can_be_read_in_one_sitting() -> None:
    files = {name for name, text in MODULES.items() if text.count("\n") > LONGEST_FILE}
    long = {
        f"{name}: {function.name}"
        for name, text in MODULES.items()
        for function in functions(text)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    }

    assert files | long == set(LONGER)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str) -> None:
    tree = ast.parse(MODULES[name])
    plain = not tree.body or Path(name).name in {"apps.py", "__init__.py"}

    assert plain or (ast.get_docstring(tree) or "").split("\n")[0].strip()


def test_names_have_been_thought_through() -> None:
    assert {name for name in MODULES if NOT_A_NAME & set(Path(name).with_suffix("").parts)} == set()


def test_nothing_happens_behind_the_back() -> None:
    """No signals, no save() that does more than save."""
    hidden = re.compile(r"@receiver|post_save|pre_save|\.connect\(.*sender=|def save\(self")

    assert {name for name, text in MODULES.items() if hidden.search(text)} == set()


def test_only_actions_open_transactions() -> None:
    opening = re.compile(r"transaction\.atomic|\batomic\(")

    found = {name for name, text in MODULES.items() if opening.search(text)}

    assert {name for name in found if not is_actions(name)} <= LOADS


def test_only_actions_and_the_start_of_a_request_read_the_clock() -> None:
    reading = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|\blocaldate\(\)")
    found = {name for name, text in MODULES.items() if reading.search(text)}

    assert {name for name in found if not is_actions(name) and not is_outside(name)} == (
        READS_THE_CLOCK
    )


def is_outside(name: str) -> bool:
    """Tasks and commands begin something, as a request does; a cluster has no database clock."""
    return name.endswith("tasks.py") or name.startswith(("cli/", "config/", "demo/"))


def test_actions_are_told_by_name_who_acts() -> None:
    """By position at most the thing itself, as in take_in(draft, …); all else by name."""
    for name, text in MODULES.items():
        for function in functions(text) if is_actions(name) else ():
            decorated = any("atomic" in ast.unparse(each) for each in function.decorator_list)
            if decorated and not function.name.startswith("_"):
                positional = [argument.arg for argument in function.args.args]

                assert len(positional) <= 1, f"{name}: {function.name}"
                assert "by" not in positional, f"{name}: {function.name}"


def test_no_switch_turns_the_rules_off() -> None:
    switch = re.compile(r"skip_(?:checks|rules)|\bforce=|without_rules|ignore_rules|bypass")

    assert {name for name, text in MODULES.items() if switch.search(text)} == set()
