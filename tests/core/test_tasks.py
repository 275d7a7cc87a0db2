"""What a killed worker held is done by another; what is long done is cleared away."""

import pytest
from django.db import connection

from sanwen.cli import worker
from sanwen.core.tasks import HOUSEKEEPING, delete_old_jobs, retry_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def sql(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def work() -> None:
    worker.run(jobs=1, queues=[HOUSEKEEPING], wait=False)


def state(job: int) -> list[tuple[object, ...]]:
    return sql("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", job)


def taken_by_a_worker(job: int, *, silent: str) -> None:
    """As a worker leaves it that was killed in mid-job."""
    ((number,),) = sql(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)"
        " RETURNING id",
        silent,
    )
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", number, job)


def test_the_job_of_a_dead_worker_is_done_by_the_next() -> None:
    job = delete_old_jobs.defer(timestamp=0)
    taken_by_a_worker(job, silent="5 minutes")
    retry_stalled_jobs.defer(timestamp=0)

    work()

    # Given out again as a job to do, which the same run then did.
    work()
    assert state(job)[0][0] == "succeeded"


def test_the_job_of_a_living_worker_is_left_to_it() -> None:
    job = delete_old_jobs.defer(timestamp=0)
    taken_by_a_worker(job, silent="5 seconds")
    retry_stalled_jobs.defer(timestamp=0)

    work()

    assert state(job)[0][0] == "doing"


def test_jobs_done_long_ago_are_deleted_and_fresh_ones_kept() -> None:
    old, fresh = (
        delete_old_jobs.configure(queueing_lock=f"x{n}").defer(timestamp=0) for n in (1, 2)
    )
    work()
    sql("UPDATE procrastinate_events SET at = at - interval '3 days' WHERE job_id = %s", old)

    delete_old_jobs.defer(timestamp=0)
    work()

    assert not state(old)
    assert state(fresh)
