"""Days as people say them: the date, the weekday, and how many days are left."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

SOON = 2


@dataclass(frozen=True, slots=True)
class DueLine:
    """For components/due.html."""

    words: str
    date: str
    tone: str
    provisional: bool = False


def is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def day_words(day: date) -> str:
    """2026年11月26日（周四） · Thursday 26 November 2026."""
    if is_chinese():
        return f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    return date_format(day, "l j F Y")


def short_day(day: date) -> str:
    return f"{day.month}月{day.day}日" if is_chinese() else date_format(day, "j M")


def moment_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_words(local.date())} {local:%H:%M}"


def short_moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{short_day(local.date())} {local:%H:%M}"


def left_words(day: date, today: date) -> str:
    left = (day - today).days
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
    return ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}


def done_line(day: date) -> DueLine:
    return DueLine(short_day(day), day_words(day), "done")


def due_line(day: date, today: date, *, provisional: bool = False) -> DueLine:
    left = (day - today).days
    tone = "late" if left < 0 else "soon" if left <= SOON else "fine"
    return DueLine(left_words(day, today), day_words(day), tone, provisional)
