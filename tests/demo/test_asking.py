"""What the demo county asks: open and closed, with a map that has something to say."""

import pytest
from django.utils import timezone

from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.consultations.models import Consultation, OpinionMap
from sanwen.counsel.consultations.phases import Standing, whole
from sanwen.counsel.decisions.models import Decision
from sanwen.counsel.meetings.models import MeetingOpinion
from sanwen.demo import asking, deciding
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


def test_what_came_of_it_is_there_to_look_at(asked):
    deciding.write(Cast(), now=NOW)

    assert Decision.objects.get(consultation=asked[1]).state == "decided"
    assert sorted(Ballot.objects.values_list("state", flat=True)) == ["counted", "voting"]
    assert [one.answer != "" for one in MeetingOpinion.objects.order_by("pk")] == [
        True, True, False, False,
    ]  # fmt: skip
