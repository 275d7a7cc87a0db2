"""Sending what waits: at once after the news, and every minute for whatever was left."""

from procrastinate.contrib.django import app

from sanwen.notices import actions


@app.task(name=actions.SEND)
def send() -> int:
    """Enqueued with the news itself, so it leaves as soon as that is true."""
    return actions.send_due()


@app.periodic(cron="* * * * *")
@app.task(name="notices.sweep", queueing_lock="notices.sweep")
def sweep(timestamp: int) -> int:
    """What failed, what a killed worker held, what was to leave later."""
    return actions.send_due()
