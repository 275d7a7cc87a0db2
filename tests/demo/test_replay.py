"""The demo's year is lived by the real actions, and the rules allow every step of it."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from sanwen.deliver.matters.actions import climbing
from sanwen.deliver.matters.models import Assignment, Matter
from sanwen.demo import levels, load
from sanwen.demo.setting import write_county
from sanwen.listen.voices.models import Voice
from sanwen.people.models import Membership

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_a_short_year_needs_no_exception_and_ends_in_many_states():
    write_county()

    refused = load.live_part(0, 1, 150, TODAY)

    assert refused == []
    assert Voice.objects.count() == 150
    states = Counter(Matter.objects.values_list("state", flat=True))
    assert states["closed"] > 50
    assert len(states) >= 5


def test_what_happens_between_the_levels_is_allowed_and_all_that_climbs_has_climbed():
    """In so short a year few matters stand still; the whole demo has calls as well."""
    write_county()
    load.live_part(0, 1, 150, TODAY)
    noon = timezone.make_aware(datetime.combine(TODAY, time(12)))

    levels.write(now=noon)

    assert climbing.sweep(now=noon) == climbing.Swept()
    assert Assignment.objects.filter(owes="explain").count() == (
        Assignment.objects.exclude(contribution="").count()
    )


def test_two_halves_are_the_same_year_as_one():
    write_county()

    load.live_part(0, 2, 60, TODAY)
    load.live_part(1, 2, 60, TODAY)

    assert Voice.objects.count() == 60


def test_every_role_can_sign_in_and_has_a_password_of_its_own():
    accounts = write_county()

    held = set(Membership.objects.now().values_list("role", flat=True))
    assert {account.role for account in accounts} == held
    assert len({account.password for account in accounts}) == len(accounts)
