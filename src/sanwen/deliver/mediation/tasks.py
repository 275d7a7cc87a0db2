"""Periodic work of mediation."""

from procrastinate.contrib.django import app

from sanwen.deliver.mediation import actions


@app.periodic(cron="17 0 * * *")
@app.task(name="mediation_file.remind", queueing_lock="mediation_file.remind")
def remind(timestamp: int) -> int:
    """In the morning of China (cron counts in UTC)."""
    return actions.remind()
