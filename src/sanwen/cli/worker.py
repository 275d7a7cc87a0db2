"""Runs background jobs until told to stop."""

import asyncio

from procrastinate.contrib.django import app

# A worker asked to stop finishes what it does; after this the job is left for another worker.
GRACE = 10.0


def run(*, jobs: int, queues: list[str] | None = None, wait: bool = True) -> int:
    """With `wait` for ever; without it until nothing is left to do."""
    asyncio.run(_work(jobs, queues or None, wait))
    return 0


async def _work(jobs: int, queues: list[str] | None, wait: bool) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                queues=queues,  # type: ignore[arg-type]  # None: every queue
                concurrency=jobs,
                wait=wait,
                shutdown_graceful_timeout=GRACE,
                install_signal_handlers=wait,
            )
