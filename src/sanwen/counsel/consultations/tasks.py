"""What goes on beside the voting: counting, drawing, sealing, forgetting addresses."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanwen.counsel.consultations.actions import counting, drawing, following

# A queue of its own, so that its many small jobs can be cleared by the hour.
QUEUE = "consultations"


@app.periodic(cron="* * * * * */3")
@app.task(
    name="consultations.count",
    queue=QUEUE,
    queueing_lock="consultations.count",
    lock="consultations.count",
)
def count(timestamp: int) -> int:
    return len(counting.count_due())


@app.periodic(cron="* * * * * */3")
@app.task(
    name="consultations.draw",
    queue=QUEUE,
    queueing_lock="consultations.draw",
    lock="consultations.draw",
)
def draw(timestamp: int) -> int:
    return drawing.draw_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="consultations.seal", queue=QUEUE, queueing_lock="consultations.seal")
def seal(timestamp: int) -> int:
    return counting.seal_due()


@app.periodic(cron="23 19 * * *")
@app.task(name="consultations.erase", queue=QUEUE, queueing_lock="consultations.erase")
def erase(timestamp: int) -> int:
    """In the night of China (cron counts in UTC)."""
    return following.erase_due()


@app.periodic(cron="41 * * * *")
@app.task(queue=QUEUE, queueing_lock="consultations.clear", pass_context=True)
async def clear(context: JobContext, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(nb_hours=1, queue=QUEUE)
