"""Background work of the open side: lines into the search, a checkpoint a day, data each month."""

from procrastinate.contrib.django import app

from sanwen.openness.actions import reading


@app.periodic(cron="* * * * *")
@app.task(name="openness.read_lines", queueing_lock="openness.read_lines", lock="openness.lines")
def read_lines(timestamp: int) -> None:
    reading.read_lines()
