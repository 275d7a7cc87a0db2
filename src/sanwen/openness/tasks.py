"""Background work of the open side: lines into the search, a checkpoint a day, data each month."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.openness.actions import checkpoints, reading, releasing

OPENNESS = Machine("openness")


@app.periodic(cron="* * * * *")
@app.task(name="openness.read_lines", queueing_lock="openness.read_lines", lock="openness.lines")
def read_lines(timestamp: int) -> None:
    reading.read_lines()


@app.periodic(cron="10 4 * * *")
@app.task(name="openness.checkpoint", queueing_lock="openness.checkpoint")
def checkpoint(timestamp: int) -> None:
    checkpoints.publish(by=OPENNESS)


# Daily and not only on the first: what failed once is made up for on the next day.
@app.periodic(cron="30 4 * * *")
@app.task(name="openness.release", queueing_lock="openness.release", lock="openness.release")
def release(timestamp: int) -> None:
    releasing.release_due(by=OPENNESS)
