"""Periodic work of surveys."""

from procrastinate.contrib.django import app

from sanwen.verdict.surveys.actions import forgetting, holding


@app.periodic(cron="49 18 * * *")
@app.task(name="surveys.forget", queueing_lock="surveys.forget")
def forget(timestamp: int) -> int:
    """In the night of China (cron counts in UTC)."""
    return forgetting.forget()


@app.periodic(cron="*/10 * * * *")
@app.task(name="surveys.let_go", queueing_lock="surveys.let_go")
def let_go(timestamp: int) -> int:
    """Who asked whom is not kept."""
    return holding.forget_lapsed()
