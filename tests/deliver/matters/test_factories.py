"""The factory walks every way there is, so the ways themselves are shown to work."""

import pytest

from sanwen.deliver.matters.states import State
from tests.factories.matters import Cast, matter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_a_matter_can_be_brought_into_every_state_by_actions_alone(state: State) -> None:
    assert matter(Cast(), state).state == state
