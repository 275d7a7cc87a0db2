"""Background work on letters: reading their pages, letting go of those nobody registered."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.listen.letters import actions

READER = Machine("letter-reader")


# One at a time: a page takes up to a gigabyte of memory.
@app.task(name=actions.READ, lock=actions.READ)
def read(letter: int) -> None:
    actions.read(letter)


@app.periodic(cron="35 3 * * *")
@app.task(name="letters.forget_old", queueing_lock="letters.forget_old")
def forget_old(timestamp: int) -> None:
    actions.forget_old(by=READER)
