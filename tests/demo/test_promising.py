"""What the demo county promised and checked: kept, moved, contradicted; rent that got lost."""

import pytest
from django.utils import timezone

from sanwen.demo import promising, reaching
from sanwen.demo.setting import Cast, write_county
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.promises.states import State

pytestmark = pytest.mark.django_db


def test_the_ledger_of_the_demo_shows_every_kind_of_promise():
    write_county()
    now = timezone.now()

    made = promising.write(Cast(), now=now)

    assert {entry.state for entry in made} == {State.UNDER_WAY, State.SAYS_DONE, State.CANNOT}
    assert Entry.objects.filter(not_found_so=True).count() == 1
    assert Entry.objects.late(timezone.localdate(now)).exists()
    moved = Entry.objects.get(changes__isnull=False)
    assert moved.first_due_on < moved.due_on
    contradicted = Entry.objects.get(not_found_so=True)
    assert contradicted.rounds.get().reply


def test_the_rent_of_the_demo_did_not_arrive_through_the_companies():
    write_county()

    relief, running = reaching.write(Cast(), now=timezone.now())

    found = relief.finding.figures
    assert found["leakage"]["low"] > 0.1
    assert {way["name"] for way in found["ways"]} >= {"东关市场经营公司", "沿街摊位（直接退款）"}
    assert found["reasons"][0][0] == "set_off"
    assert not hasattr(running, "finding")
