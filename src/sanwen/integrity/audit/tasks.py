"""Background work of the trail: sealing every minute, verifying every night and on request."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.integrity.audit import actions
from sanwen.integrity.audit.models import Check

TRAIL = Machine("trail")


@app.periodic(cron="* * * * *")
@app.task(name="trail.seal", queueing_lock="trail.seal", lock="trail.seal")
def seal(timestamp: int) -> None:
    actions.seal()


@app.periodic(cron="40 3 * * *")
@app.task(name="trail.nightly", queueing_lock="trail.nightly")
def nightly(timestamp: int) -> None:
    actions.ask_for_check(by=TRAIL)


@app.task(name="trail.check", lock="trail.check")
def check(check: int) -> None:
    actions.run_check(check=Check.objects.get(pk=check), by=TRAIL)
