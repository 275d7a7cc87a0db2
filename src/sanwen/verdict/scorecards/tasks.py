"""The sums follow within seconds, on a queue of their own: no slow job keeps them waiting."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanwen.verdict.scorecards.actions import keeping

QUEUE = "rates"


@app.periodic(cron="* * * * * */3")
@app.task(name="rates.keep", queue=QUEUE, queueing_lock="rates.keep", lock="rates.keep")
def keep(timestamp: int) -> int:
    return keeping.keep()


@app.periodic(cron="53 * * * *")
@app.task(name="rates.clear", queue=QUEUE, queueing_lock="rates.clear", pass_context=True)
async def clear(context: JobContext, timestamp: int) -> None:
    """Twenty small jobs a minute are not kept for days."""
    await context.app.job_manager.delete_old_jobs(nb_hours=1, queue=QUEUE)
