"""What runs over time: the calendar's years, mail, the workers."""

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from sanwen.cli.checks import Check, Status
from sanwen.places.calendar import working_calendar

SILENT_SECONDS = 60
WORKERS = """
    SELECT (SELECT count(*) FROM procrastinate_workers
             WHERE last_heartbeat > now() - %(silent)s * interval '1 second'),
           (SELECT count(*) FROM procrastinate_jobs AS job
             WHERE status = 'doing' AND NOT EXISTS (
                   SELECT FROM procrastinate_workers AS worker WHERE worker.id = job.worker_id
                   AND last_heartbeat > now() - %(silent)s * interval '1 second')),
           (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
           (SELECT count(*) FROM procrastinate_jobs
             WHERE status = 'todo'
               AND coalesce(scheduled_at, now()) < now() - interval '10 minutes')"""


def calendar() -> Check:
    try:
        years = working_calendar(fresh=True).known_years
    except DatabaseError as problem:
        return Check("calendar", Status.BAD, str(problem).strip(), "Run: sanwen migrate")
    today = timezone.localdate()
    # The notice for the next year comes out in November.
    wanted = {today.year} | ({today.year + 1} if today.month >= 11 else set())
    missing = ", ".join(str(year) for year in sorted(wanted - set(years)))
    if missing:
        todo = "Import the notice: sanwen calendar import FILE --year YEAR"
        found = f"no notice for {missing}: dates there are provisional"
        return Check("calendar", Status.WARN, found, todo)
    return Check("calendar", Status.OK, f"known until {max(years)}")


def mail() -> Check:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        todo = "Set SANWEN_EMAIL_URL=smtp://… so that people are told."
        return Check("mail", Status.WARN, "messages are only printed", todo)
    try:
        with get_connection(timeout=5):
            pass
    except OSError as problem:
        return Check(
            "mail", Status.BAD, f"{settings.EMAIL_HOST}: {problem}", "Check SANWEN_EMAIL_URL."
        )
    return Check("mail", Status.OK, f"{settings.EMAIL_HOST} answers")


def worker() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute(WORKERS, {"silent": SILENT_SECONDS})
            alive, stalled, failed, waiting = cursor.fetchone()
    except DatabaseError as problem:
        return Check("worker", Status.BAD, str(problem).strip(), "Run: sanwen migrate")
    found = f"{alive} at work, {stalled} jobs stalled, {failed} failed, {waiting} waiting too long"
    if not alive:
        return Check("worker", Status.WARN, found, "sanwen serve runs one, or run: sanwen worker")
    if stalled or waiting or failed:
        return Check(
            "worker", Status.WARN, found, "Stalled jobs are given out again by themselves."
        )
    return Check("worker", Status.OK, found)
