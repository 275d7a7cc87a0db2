"""Housekeeping of the job queue: a killed worker's jobs are done again, done ones are cleared."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

HOUSEKEEPING = "housekeeping"
# Workers give a sign every 10 seconds; one that has been silent this long is dead.
SILENT_SECONDS = 60
KEEP_DONE_HOURS = 48
KEEP_FAILED_HOURS = 24 * 60


@app.periodic(cron="* * * * *")
@app.task(queue=HOUSEKEEPING, queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> int:
    """A job whose worker died stays in hand for ever; give it to another. Jobs are idempotent."""
    jobs = context.app.job_manager
    stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
    for job in stalled:
        await jobs.retry_job(job)
    return len(stalled)


@app.periodic(cron="17 3 * * *")
@app.task(queue=HOUSEKEEPING, queueing_lock="delete_old_jobs", pass_context=True)
async def delete_old_jobs(context: JobContext, timestamp: int) -> None:
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)
    await jobs.delete_old_jobs(nb_hours=KEEP_FAILED_HOURS, include_failed=True)
