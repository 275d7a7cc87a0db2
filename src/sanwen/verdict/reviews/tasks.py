"""Periodic work of reviews."""

from procrastinate.contrib.django import app

from sanwen.verdict.reviews.actions import reminding


@app.periodic(cron="29 0 * * *")
@app.task(name="reviews.tell_late", queueing_lock="reviews.tell_late")
def tell_late(timestamp: int) -> int:
    """In the morning of China (cron counts in UTC)."""
    return reminding.tell_late()
