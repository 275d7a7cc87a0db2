"""Runs background jobs until told to stop."""

import asyncio

from procrastinate.contrib.django import app

# A worker asked to stop finishes what it does; after this the job is left for another worker.
GRACE = 10.0


def run(*, jobs: int) -> int:
    asyncio.run(_work(jobs))
    return 0


async def _work(jobs: int) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            concurrency=jobs,
            shutdown_graceful_timeout=GRACE,
            install_signal_handlers=True,
        )
