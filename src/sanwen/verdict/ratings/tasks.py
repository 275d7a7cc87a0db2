"""The invitation to judge comes from the system, never from whoever answered."""

from procrastinate.contrib.django import app

from sanwen.verdict.ratings import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="verdicts.invite", queueing_lock="verdicts.invite", lock="verdicts.invite")
def invite(timestamp: int) -> dict[str, int]:
    return actions.invite_due()
