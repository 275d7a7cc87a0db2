"""The demo's open side: checkpoints that verify, and two months of every dataset."""

from datetime import timedelta

import pytest

from sanwen.demo import opening
from sanwen.integrity.audit import verify
from sanwen.openness.datasets import DATASETS
from sanwen.openness.models import Checkpoint, Release
from tests.factories.matters import Cast, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_can_be_checked_and_taken_away() -> None:
    taken_in(Cast())

    opening.write(now=MORNING + timedelta(days=90))

    assert Checkpoint.objects.count() == opening.DAYS
    assert verify.verify(published=[one.text for one in Checkpoint.objects.all()]).ok
    assert Release.objects.count() == 2 * len(DATASETS)
