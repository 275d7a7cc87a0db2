"""Every night everything that was said is grouped, and what came back is linked."""

from procrastinate.contrib.django import app

from sanwen.office.listening.actions import nights


@app.periodic(cron="37 18 * * *")
@app.task(name="topics.night", queueing_lock="topics.night", lock="topics.night")
def read_the_day(timestamp: int) -> dict[str, int]:
    """In the small hours of China (cron counts in UTC)."""
    night = nights.read_all()
    return {"topics": night.topics, "voices": night.voices, "took_ms": night.took_ms}
