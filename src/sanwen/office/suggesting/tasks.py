"""In the night the machine learns from the day's corrections and counts how right it was."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.office.suggesting import actions


@app.periodic(cron="10 20 * * *")
@app.task(name="suggesting.nightly", queueing_lock="suggesting.nightly", lock="suggesting.nightly")
def nightly(timestamp: int) -> list[str]:
    """In the small hours of China (cron counts in UTC)."""
    made = actions.learn(by=Machine("triage"))
    actions.count()
    return [version.trail_ref for version in made]
