"""Periodic work of surveys."""

from procrastinate.contrib.django import app

from sanwen.verdict.surveys.actions import forgetting


@app.periodic(cron="49 18 * * *")
@app.task(name="surveys.forget", queueing_lock="surveys.forget")
def forget(timestamp: int) -> int:
    """In the night of China (cron counts in UTC)."""
    return forgetting.forget()
