"""Everyone who acts has one name for the trail."""

import dataclasses

import pytest

from sanwen.core.actors import Actor, Machine, Resident


@pytest.mark.parametrize(
    ("actor", "name"),
    [(Resident("A7K3"), "resident:A7K3"), (Machine("clocks"), "machine:clocks")],
)
def test_an_actor_is_named_by_kind_and_name(actor: Actor, name: str) -> None:
    assert actor.actor_ref == name


def test_an_actor_cannot_become_another() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Machine("clocks").name = "other"  # type: ignore[misc]
