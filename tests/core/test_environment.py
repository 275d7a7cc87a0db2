"""Settings are read strictly: a wrong value is refused with the way to write it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanwen.core import environment

NAME = "SANWEN_TEST_VALUE"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv(NAME, raising=False)
    return monkeypatch


@pytest.mark.parametrize(("value", "expected"), [("True", True), ("False", False)])
def test_a_switch_is_true_or_false(given: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    given.setenv(NAME, value)

    assert environment.switch(NAME, default=not expected) is expected


@pytest.mark.parametrize("value", ["1", "yes", "true", "", "on"])
def test_anything_else_is_refused(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match="use True or False"):
        environment.switch(NAME, default=False)


def test_what_is_not_set_takes_the_default(given: pytest.MonkeyPatch) -> None:
    assert environment.switch(NAME, default=True) is True
    assert environment.number(NAME, 7) == 7
    assert environment.text(NAME, "words") == "words"
    assert environment.listed(NAME, "a,b") == ["a", "b"]


@pytest.mark.parametrize("value", ["1", "20"])
def test_a_number_within_its_bounds_is_read(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv(NAME, value)

    assert environment.number(NAME, 5, low=1, high=20) == int(value)


@pytest.mark.parametrize("value", ["0", "21", "-1", "1.5", "", "many", "²", "1_0", " 5"])
def test_a_number_out_of_bounds_or_shape_is_refused(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match="whole number from 1 to 20"):
        environment.number(NAME, 5, low=1, high=20)


def test_a_list_drops_empty_parts_and_spaces(given: pytest.MonkeyPatch) -> None:
    given.setenv(NAME, " a, ,b,,")

    assert environment.listed(NAME) == ["a", "b"]


def test_the_data_folder_is_the_one_given(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.setenv("SANWEN_HOME", str(tmp_path))

    assert environment.home() == tmp_path


def test_a_relative_or_home_folder_becomes_absolute(
    given: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given.chdir(tmp_path)
    given.setenv("HOME", str(tmp_path / "me"))
    given.setenv("SANWEN_HOME", "data")
    assert environment.home() == tmp_path / "data"

    given.setenv("SANWEN_HOME", "~/data")
    assert environment.home() == tmp_path / "me" / "data"


def test_without_a_setting_it_is_where_a_persons_data_goes(
    given: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given.delenv("SANWEN_HOME", raising=False)
    given.delenv("XDG_DATA_HOME", raising=False)
    given.setenv("HOME", str(tmp_path))
    assert environment.home() == tmp_path / ".local/share/sanwen"

    given.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert environment.home() == tmp_path / "xdg/sanwen"
