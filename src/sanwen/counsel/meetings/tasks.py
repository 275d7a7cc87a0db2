"""Periodic work of talk meetings."""

from procrastinate.contrib.django import app

from sanwen.counsel.meetings.actions import holding


@app.periodic(cron="41 18 * * *")
@app.task(name="talks.forget", queueing_lock="talks.forget")
def forget(timestamp: int) -> int:
    """In the night of China (cron counts in UTC)."""
    return holding.forget()
