"""A ruling is yes, or no with its reason."""

import pytest
from django.utils.translation import gettext_lazy as _

from sanwen.core.ruling import ALLOWED, NotAllowed, all_of, refused


def test_yes_is_true_and_asks_nothing_more() -> None:
    assert ALLOWED
    ALLOWED.require()


def test_no_is_false_and_raises_its_reason() -> None:
    ruling = refused("Only the responsible unit accepts a matter.")

    assert not ruling
    with pytest.raises(NotAllowed, match="Only the responsible unit") as told:
        ruling.require()
    assert told.value.reason == ruling.reason


def test_a_lazy_reason_is_said_as_text() -> None:
    assert str(NotAllowed(_("Yes"))) == str(_("Yes"))


def test_all_of_gives_the_first_refusal() -> None:
    first, second = refused("first"), refused("second")

    assert all_of(ALLOWED, first, second) is first


def test_all_of_yeses_is_yes() -> None:
    assert all_of(ALLOWED, ALLOWED)


def test_all_of_nothing_is_yes() -> None:
    assert all_of()
