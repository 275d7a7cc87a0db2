"""What residents wait for stands in the timeline of the promise, with its day, as what was said."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from time_machine import travel

from sanwen.people.roles import Role
from sanwen.verdict.promises import timeline
from sanwen.verdict.promises.actions import accepting
from sanwen.verdict.promises.models import Round
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.promises import counted, head

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def steps(one: Round, days: int) -> list[tuple[str, str]]:
    """What and mark, newest first, as it is read so many days after the last one was to reply."""
    assert one.reply_by is not None
    found = timeline.history(one.entry, one.reply_by + timedelta(days=days))
    return [(str(step["what"]), str(step["mark"])) for step in found]


def test_a_reply_that_is_owed_stands_above_everything_with_its_day():
    one = counted(0, 0, 6)

    (what, mark), (found, late), *_rest = steps(one, 0)

    assert (what, mark) == ("The unit owes residents a reply by this day", "next")
    assert "do not find so" in found
    assert late == "late"


def test_a_reply_that_did_not_come_is_said_so():
    one = counted(0, 0, 6)

    assert steps(one, 1)[0] == ("The reply owed to residents was due. There is none yet", "late")


@pytest.mark.parametrize(("days", "said"), [(0, ""), (3, ", 3 days later than owed")])
def test_the_reply_stands_with_its_words_and_how_late_it_was(days, said):
    one = counted(0, 0, 6)
    assert one.reply_by is not None
    late = timedelta(days=(one.reply_by - MORNING.date()).days + days)
    accepting.reply(one=one, words="4月换水泵", by=head(), now=MORNING + late)
    one.refresh_from_db()

    step = timeline.history(one.entry, one.reply_by + timedelta(days=9))[0]

    assert step["what"] == f"The unit replied to residents{said}"
    assert step["why"] == "4月换水泵"


@pytest.mark.parametrize("told", [(6, 0, 0), (0, 0, 3), (5, 0, 5)], ids=["kept", "few", "divided"])
def test_nothing_is_owed_where_most_do_not_say_no(told):
    one = counted(*told)

    marks = {step["mark"] for step in timeline.history(one.entry, MORNING.date())}

    assert marks == {""}


def test_what_was_said_on_one_day_stands_in_the_order_in_which_it_was_said():
    one = counted(6, 0, 0)

    found = [str(step["what"]) for step in timeline.history(one.entry, MORNING.date())]

    done, begun = (f"The body: {state}" for state in ("the body says done", "under way"))
    assert found.index(done) < found.index(begun)


def test_everybody_and_the_desk_read_it_on_their_page():
    one = counted(0, 0, 6)
    desk = Client()
    desk.force_login(person(Role.UNIT_LEAD, units().town))

    with travel(MORNING + timedelta(days=16), tick=False):
        for client, name in ((Client(), "open_promise"), (desk, "results_promise")):
            page = client.get(
                reverse(name, args=[one.entry.pk]), headers={"accept-language": "en"}
            ).content.decode()
            line = page.split('<ol class="timeline">')[1]
            assert "The unit owes residents a reply by this day" in line
