"""The messages of a topic over time, as a chart of columns with the last four weeks marked."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from sanwen.charts import Chart, Column
from sanwen.core.dates import local_day, short_day
from sanwen.listen.topics.models import FEWEST, Topic
from sanwen.methods.suppression import hidden

_WEEKS_A_MONTH = 4


def over_time(topic: Topic, *, inside: bool) -> Chart:
    """By week; by four weeks for readers outside where most weeks would have to be hidden."""
    weeks = list(topic.weekly)
    small = sum(0 < count < FEWEST for count in weeks)
    is_monthly = not inside and small > len(weeks) / 4
    step = _WEEKS_A_MONTH if is_monthly else 1
    counts = _summed(weeks, step)
    hide = [False] * len(counts) if inside else hidden(counts)
    last = local_day(topic.counted_at)
    return Chart(
        title=_("Messages in every four weeks") if is_monthly else _("Messages a week"),
        definition=_(
            "Messages that belong to the topic, by the day on which people said it; each span ends "
            "on the weekday of the last count, %(day)s."
        )
        % {"day": short_day(last)},
        rows=_columns(counts, hide, step, last),
        kind="columns",
        marked_label=_("the last four weeks") if counts else "",
    )


def _summed(weeks: list[int], step: int) -> list[int]:
    """Counted from the end, so that the last span is whole."""
    whole = weeks[len(weeks) % step :]
    return [sum(whole[at : at + step]) for at in range(0, len(whole), step)]


def _columns(counts: list[int], hide: list[bool], step: int, last: date) -> list[Column]:
    columns = []
    for at, (count, away) in enumerate(zip(counts, hide, strict=True)):
        before = step * (len(counts) - 1 - at)
        ends = last - timedelta(weeks=before)
        begins = ends - timedelta(weeks=step, days=-1)
        span = {"first": short_day(begins), "last": short_day(ends)}
        columns.append(
            Column(
                short_day(begins),
                count,
                is_hidden=away,
                in_full=_("%(first)s to %(last)s") % span,
                is_marked=before < _WEEKS_A_MONTH,
            )
        )
    return columns
