"""Periodic work of decisions."""

from procrastinate.contrib.django import app

from sanwen.counsel.decisions.actions import lateness


@app.periodic(cron="19 0 * * *")
@app.task(
    name="decisions.tell_late", queueing_lock="decisions.tell_late", lock="decisions.tell_late"
)
def tell_late(timestamp: int) -> int:
    """In the morning of China (cron counts in UTC)."""
    return lateness.tell_late()
