"""Periodic work of the ledger."""

from procrastinate.contrib.django import app

from sanwen.verdict.promises.actions import accepting, lateness, ledger


@app.periodic(cron="*/10 * * * *")
@app.task(name="promises.pull", queueing_lock="promises.pull", lock="promises.pull")
def pull(timestamp: int) -> int:
    return ledger.pull()


@app.periodic(cron="7 16 * * *")
@app.task(name="promises.count", queueing_lock="promises.count", lock="promises.count")
def count(timestamp: int) -> int:
    """Just after midnight in China (cron counts in UTC)."""
    return accepting.count_over()


@app.periodic(cron="23 0 * * *")
@app.task(name="promises.tell_late", queueing_lock="promises.tell_late", lock="promises.tell_late")
def tell_late(timestamp: int) -> int:
    """In the morning of China (cron counts in UTC)."""
    return lateness.tell_late()
