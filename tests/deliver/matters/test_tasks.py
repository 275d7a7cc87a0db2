"""The periodic work as the worker calls it."""

from datetime import date

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanwen.core.actors import Machine
from sanwen.deliver.matters import tasks
from sanwen.notices import tasks as notices
from sanwen.places.actions import RECOMPUTE, import_notice
from sanwen.places.calendar_import import DayRow
from sanwen.verdict.ratings import tasks as verdicts

pytestmark = pytest.mark.django_db


def test_every_periodic_task_runs_in_an_empty_house() -> None:
    nothing = {"done": 0, "refused": 0, "failed": 0, "more": False}

    assert tasks.end_clocks(timestamp=0) == {"closed_by_silence": nothing, "went_on": nothing}
    assert tasks.tell_late(timestamp=0) == 0
    assert tasks.let_go(timestamp=0) == {"contacts": 0, "presences": 0, "tries": 0}
    assert notices.sweep(timestamp=0) == notices.send() == 0
    assert verdicts.invite(timestamp=0) == {"made": 0, "sent": 0}


def test_an_imported_calendar_asks_for_a_recount_that_a_worker_knows() -> None:
    rows = [DayRow(date(2031, 10, 1), False, True, "国庆节", 2031)]
    import_notice(by=Machine("command"), year=2031, title="2031", source="test", rows=rows)

    job = ProcrastinateJob.objects.get(task_name=RECOMPUTE)
    assert RECOMPUTE in app.tasks

    assert tasks.recompute(**job.args)["go_on_after"] is None
