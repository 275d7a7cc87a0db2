"""Periodic work of talk meetings."""

from procrastinate.contrib.django import app

from sanwen.counsel.meetings.actions import holding, lateness


@app.periodic(cron="41 18 * * *")
@app.task(name="talks.forget", queueing_lock="talks.forget")
def forget(timestamp: int) -> int:
    """In the night of China (cron counts in UTC)."""
    return holding.forget()


@app.periodic(cron="17 0 * * *")
@app.task(name="talks.tell_late", queueing_lock="talks.tell_late", lock="talks.tell_late")
def tell_late(timestamp: int) -> int:
    """In the morning of China (cron counts in UTC)."""
    return lateness.tell_late()
