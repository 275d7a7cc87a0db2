"""All that was ever said of a promise, day by day: by the body, by residents, and what is owed."""

from collections.abc import Sequence
from datetime import date, datetime
from math import inf

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanwen.core.dates import day_words, local_day, short_day
from sanwen.verdict.promises.models import DateChange, Entry, Round, Saying, What
from sanwen.verdict.promises.states import Found, State, found
from sanwen.verdict.promises.surveyed import Surveyed

Step = dict[str, object]


def history(entry: Entry, today: date, surveys: Sequence[Surveyed] = ()) -> list[Step]:
    """Everything that was ever said of it, newest first; what residents wait for above."""
    over = [one for one in entry.rounds.all() if one.closed_at]
    steps = [(entry.told_on, 0.0, _promised(entry))]
    steps += [_at(one.told_at, _moved(one)) for one in entry.changes.all()]
    steps += [_at(one.said_at, _said(one)) for one in entry.sayings.all()]
    steps += [_at(one.closed_at, _counted(one)) for one in over if one.closed_at]
    steps += [_replied(one, one.reply_by, today) for one in over if one.reply_by]
    steps += [_at(each.at, _surveyed(each)) for each in surveys if each.at]
    return [step | _when(day) for day, _moment, step in sorted(steps, key=_turn, reverse=True)]


Timed = tuple[date, float, Step]


def _at(moment: datetime, step: Step) -> Timed:
    return local_day(moment), moment.timestamp(), step


def _turn(step: Timed) -> tuple[date, float]:
    """On one day by the hour; what is owed by a day stands above what was done on it."""
    return step[0], step[1]


def _when(day: date) -> Step:
    return {"when": day_words(day), "iso": day.isoformat()}


def _promised(entry: Entry) -> Step:
    what = _("Promised for %(day)s") % {"day": day_words(entry.first_due_on)}
    return {"what": what, "why": entry.ground, "mark": ""}


def _moved(one: DateChange) -> Step:
    told = {"before": short_day(one.from_on), "after": day_words(one.to_on)}
    what = _("The day was moved from %(before)s to %(after)s") % told
    return {"what": what, "why": one.because, "mark": ""}


def _said(one: Saying) -> Step:
    said = What(one.what)
    heads = {
        What.EVIDENCE: _("Evidence"),
        What.WORDED: _("The decision was amended; before, it read:"),
        What.LEFT_OUT: _("The amended decision no longer carries it on"),
    }
    if said == What.STATE:
        state = State(one.state).label
        head = pgettext("promise", "The body: %(state)s") % {"state": state}
    else:
        head = heads[said]
    why = one.words
    if one.instead:
        why += " " + _("Instead: %(words)s") % {"words": one.instead}
    return {"what": head, "why": why, "mark": ""}


def _counted(one: Round) -> Step:
    said = found(one.yes, one.partly, one.no)
    what = _("Residents: %(found)s") % {"found": said.label}
    why = ""
    if one.reply_by:
        why = _("A reply to them is due by %(day)s.") % {"day": day_words(one.reply_by)}
    return {"what": what, "why": why, "mark": "late" if said == Found.NOT_KEPT else ""}


def _surveyed(each: Surveyed) -> Step:
    what = _("The survey %(ref)s was published") % {"ref": each.one.ref}
    found = " ".join(question.headline for question in each.found if question.headline)
    return {"what": what, "who": each.unit, "why": found or each.one.title, "mark": ""}


def _replied(one: Round, by: date, today: date) -> Timed:
    """The reply where there is one; else the day by which it is, or was, owed."""
    if one.replied_at is None:
        if by < today:
            what = _("The reply owed to residents was due. There is none yet")
            return by, inf, {"what": what, "why": "", "mark": "late"}
        what = _("The unit owes residents a reply by this day")
        return by, inf, {"what": what, "why": "", "mark": "next"}
    on = local_day(one.replied_at)
    late = (on - by).days
    what = _("The unit replied to residents")
    if late > 0:
        told = ngettext(
            "The unit replied to residents, %(days)d day later than owed",
            "The unit replied to residents, %(days)d days later than owed",
            late,
        )
        what = told % {"days": late}
    return _at(one.replied_at, {"what": what, "why": one.reply, "mark": "late" if late > 0 else ""})
