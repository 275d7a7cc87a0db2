"""The line for everybody is masked, the clerk sees what was, and has the last word."""

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.actions import assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.models import OpenMatter
from tests.factories.matters import Cast, matter
from tests.factories.moments import later

pytestmark = pytest.mark.django_db
LINE = "王女士的电话13800138000打不通"
MASKED = "〔姓名〕女士的电话〔电话号码〕打不通"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def one(cast: Cast) -> Matter:
    return matter(cast, State.REGISTERED)


def sent(cast: Cast, one: Matter, **more: str) -> tuple[int, str]:
    client = Client()
    client.force_login(cast.clerk)
    data = {"version": one.version, "lead": cast.units.roads.pk, **more}
    response = client.post(reverse("matter_assign", args=[one.pk]), data)
    return response.status_code, response.content.decode()


def test_a_line_with_personal_data_comes_back_masked_and_nothing_is_done(
    cast: Cast, one: Matter
) -> None:
    status, page = sent(cast, one, public_summary=LINE)

    assert status == 422
    assert f'value="{MASKED}"' in page
    assert LINE in page
    one.refresh_from_db()
    assert (one.state, one.public_summary, one.lead_unit) == (State.REGISTERED, "", None)
    assert not OpenMatter.objects.exists()


def test_the_masked_line_sent_again_is_what_everybody_reads(cast: Cast, one: Matter) -> None:
    status, _page = sent(cast, one, public_summary=MASKED)

    assert status == 302
    assert OpenMatter.objects.get(ref=one.ref).summary == MASKED


def test_a_clerk_who_reads_no_personal_data_in_it_has_the_last_word(
    cast: Cast, one: Matter
) -> None:
    status, _page = sent(cast, one, public_summary=LINE, as_written="on")

    assert status == 302
    assert OpenMatter.objects.get(ref=one.ref).summary == LINE


def test_a_line_that_comes_past_the_form_is_masked_too(cast: Cast, one: Matter) -> None:
    to = Assign(lead=cast.units.roads, public_summary=LINE)
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(days=1))

    assert OpenMatter.objects.get(ref=one.ref).summary == MASKED
