"""The demo has reviews to look at: two that run and one that went to the end."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State as MatterState
from sanwen.demo import load, reviews
from sanwen.demo.setting import Cast, write_county
from sanwen.verdict.reviews.models import Hearing, Review
from sanwen.verdict.reviews.states import State

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_two_run_and_one_is_finished():
    write_county()
    load.live_part(0, 1, 400, NOW.date())

    reviews.write(Cast(), NOW, whole=transaction.atomic)

    assert Review.objects.filter(state=State.UNDER_WAY).count() == 2
    assert Matter.objects.filter(state=MatterState.FINISHED).count() == 1
    assert Hearing.objects.get().held_at
    assert not Review.objects.filter(asked_at__gt=NOW).exists()
