"""What waits for one person in the ledger: replies that residents are owed, days that passed."""

from datetime import date

from sanwen.people.models import User
from sanwen.verdict.promises import rules
from sanwen.verdict.promises.models import Entry, Round
from sanwen.verdict.scorecards.waiting import MOST


def promises(by: User, today: date) -> int:
    mine = Entry.objects.visible_to(by).select_related("unit")
    owed = Round.objects.filter(entry__in=mine, reply_by__isnull=False, replied_at=None)
    replies = {one.entry_id for one in owed.select_related("entry__unit")[:MOST]
               if rules.may_reply(one, "-", by)}  # fmt: skip
    late = {one.pk for one in mine.late(today)[:MOST] if rules.stands_for(one, by)}
    return len(replies | late)
