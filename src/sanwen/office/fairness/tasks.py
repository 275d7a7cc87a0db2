"""The quarter that ended is reported on once, in the night."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.office.fairness import actions


@app.periodic(cron="50 19 * * *")
@app.task(name="fairness.report", queueing_lock="fairness.report", lock="fairness.report")
def report(timestamp: int) -> str:
    made = actions.make_due(by=Machine("fairness"))
    return made.quarter if made else ""
