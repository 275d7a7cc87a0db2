"""What the demo county asks: open and closed, with a map that has something to say."""

import pytest
from django.utils import timezone

from sanwen.counsel.consultations.models import Consultation, OpinionMap
from sanwen.counsel.consultations.phases import Standing, whole
from sanwen.demo import asking
from sanwen.demo.setting import Cast, write_county

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def asked() -> list[Consultation]:
    write_county()
    return asking.write(Cast(), now=NOW)


def test_the_demo_asks_one_question_that_is_open_and_one_that_was_answered(asked):
    today = timezone.localdate(NOW)
    standings = [whole(list(one.phases.all()), today) for one in asked]
    maps = [OpinionMap.objects.get(consultation=one) for one in asked]

    assert standings == [Standing.OPEN, Standing.CLOSED]
    assert [kept.picture["k"] > 1 for kept in maps] == [True, False]
    assert maps[0].picture["consensus"]
    assert asked[0].statements.filter(stand="held").count() == 2
    assert asked[1].phases.get().votes_hash
