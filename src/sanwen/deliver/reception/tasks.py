"""Periodic work of reception."""

from procrastinate.contrib.django import app

from sanwen.deliver.reception.actions import keeping


@app.periodic(cron="41 17 * * *")
@app.task(name="reception.let_go", queueing_lock="reception.let_go")
def let_go(timestamp: int) -> dict[str, int]:
    """After midnight in China (cron counts in UTC)."""
    return keeping.let_go()
