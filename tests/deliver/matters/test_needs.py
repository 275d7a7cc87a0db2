"""The kind of need: suggested from the words, confirmed by the clerk, of the matter alone."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions.naming import Named, name_needs
from sanwen.deliver.matters.models import Matter, Need
from sanwen.deliver.matters.shown.needing import needing
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from tests.deliver.matters.test_desk_pages import at_desk, text_of, url
from tests.factories.matters import Cast, matter, taken_in
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_words_suggest_and_nothing_is_confirmed(cast: Cast) -> None:
    one = taken_in(cast, text="我们小区停水三天了，大家没水喝。").matter

    known = needing(one)

    assert list(known.kinds) == ["urgent"]
    assert (known.reach, known.is_basic, known.is_confirmed) == ("common", True, False)
    assert known.because
    assert not Need.objects.exists()


def test_the_clerk_confirms_with_one_form(cast: Cast) -> None:
    one = matter(cast, State.REGISTERED)
    sent = {
        "version": one.version,
        "kinds": ["hard", "worry"],
        "reach": "common",
        "is_basic": "yes",
    }

    done = at_desk(cast.clerk).post(url("matter_needs", one), sent)

    need = Need.objects.get()
    assert done.status_code == 302
    assert (need.kinds, need.reach, need.is_basic) == (["hard", "worry"], "common", True)
    assert need.confirmed_by == cast.clerk.actor_ref
    assert Entry.objects.filter(verb="matter.name_needs").exists()


def test_what_was_confirmed_is_shown_instead_of_the_suggestion(cast: Cast) -> None:
    one = matter(cast, State.REGISTERED)
    name_needs(matter=one, named=Named(kinds=["hope"], horizon="long"), by=cast.clerk)

    page = text_of(at_desk(cast.clerk).get(url("matter", one)))

    assert needing(Matter.objects.get(pk=one.pk)).is_confirmed
    assert "盼" in page


def test_putting_a_matter_first_needs_a_reason_and_tells_nobody_outside(cast: Cast) -> None:
    one = matter(cast, State.REGISTERED)

    with nothing_changes(), pytest.raises(NotAllowed):
        name_needs(matter=one, named=Named(urgent=True), by=cast.clerk)

    name_needs(matter=one, named=Named(urgent=True, why="电线断落在路上。"), by=cast.clerk)
    one.refresh_from_db()
    step = one.steps.get(verb="put_first")
    assert one.urgent
    assert step.inside
    assert step.words == "电线断落在路上。"


def test_a_handler_does_not_name_the_need(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)

    with nothing_changes(), pytest.raises(NotAllowed):
        name_needs(matter=one, named=Named(kinds=["hope"]), by=cast.handler)
