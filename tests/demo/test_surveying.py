"""What the demo county asks by survey: two waves that can be compared, a village, an open one."""

import pytest
from django.utils import timezone

from sanwen.demo import surveying
from sanwen.demo.setting import Cast, write_county

pytestmark = pytest.mark.django_db


def test_the_demo_has_two_waves_a_village_and_an_open_question():
    write_county()

    before, after, village, everybody = surveying.write(Cast(), now=timezone.now())

    assert [one.state for one in (before, after, village, everybody)] == [
        *("published", "published", "published", "open")
    ]
    compared = after.results.get().figures["compared"]
    assert {"higher", "not_told_apart"} <= {each["reading"] for each in compared}
    assert village.results.get().method["strata"][0]["drawn"] == 86
    assert before.results.get().method["weights"]["kind"] == "raked"
