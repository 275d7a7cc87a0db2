"""A declaration is read whole or not at all, and every fault has its place."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Undeclared, declared
from sanwen.deliver.procedures.written import written

SERVICE = written(known.shipped()["service", "1"])


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("key", known.shipped())
def test_what_is_written_is_read_again_as_the_same(key: tuple[str, str]) -> None:
    one = known.shipped()[key]

    assert declared(written(one)) == one


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "service"', "", "code is missing"),
        ('code = "service"', 'code = " "', "code is empty"),
        ('code = "service"', 'code = "service"\ncolour = "red"', "colour is not known"),
        ('version = "1"', 'version = "one"', "version must be numbers"),
        ("begins_on = 2018-01-01", 'begins_on = "soon"', "begins_on must be a date"),
        ('begins = ["register", "reopen"]', "begins = []", "clock 1: begins is empty"),
        ('begins = ["register", "reopen"]', "begins = [1]", "clock 1: begins must be a list"),
        ('rule = "service.reply"', 'rule = "service.reply"\nlength = 3', "go together"),
        ('rule = "service.reply"', 'rule = "service.reply"\nextend_max = 3', "go together"),
        (
            'rule = "service.reply"',
            'rule = "service.reply"\nlength = 0\nunit = "day"',
            "length must be 1 to 999",
        ),
        (
            'rule = "service.reply"',
            'rule = "service.reply"\nlength = 3\nunit = "moon"',
            "unit must be one of",
        ),
        ("[moves]", "[moves", "line"),
        ('["done"', "[7", "outcomes must be a list of words"),
    ],
)
def test_each_fault_is_named_with_its_place(old: str, new: str, said: str) -> None:
    assert old in SERVICE

    with pytest.raises(Undeclared, match=said):
        declared(SERVICE.replace(old, new, 1))


def test_several_faults_are_named_together() -> None:
    text = SERVICE.replace('code = "service"\n', "").replace('article = "', 'article = "" # "', 1)

    with pytest.raises(Undeclared) as told:
        declared(text.replace('name = "', 'nom = "', 1))

    assert {"code is missing", "name is missing", "nom is not known"} <= set(told.value.faults)
