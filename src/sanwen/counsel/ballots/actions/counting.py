"""Counting: after the last day, once, so that anybody can do it again."""

from datetime import datetime

from django.db import connection, transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.ballots import electing, rules
from sanwen.counsel.ballots.actions.beats import lock, move
from sanwen.counsel.ballots.models import Ballot, Identity, Tally
from sanwen.counsel.ballots.states import Move
from sanwen.integrity.audit.actions import record
from sanwen.methods import ballots as counted
from sanwen.people.models import User

# All slips are written anew in the order of their random numbers, by one transaction: where they
# lay in the file, and which transaction wrote them, tells nothing any more.
_SHUFFLE = """
    WITH taken AS (DELETE FROM ballots_slip WHERE ballot_id = %s RETURNING *)
    INSERT INTO ballots_slip SELECT * FROM taken ORDER BY id
"""


@transaction.atomic
def count(*, ballot: Ballot, by: User, now: datetime | None = None) -> Tally:
    now = clock(now)
    one = lock(ballot)
    rules.may_count(one, by, local_day(now)).require()
    with connection.cursor() as cursor:
        cursor.execute(_SHUFFLE, [one.pk])
    made = keep(one, by, now)
    move(one, Move.COUNT)
    record("ballot.counted", on=one.trail_ref, by=by, at=now, slips=made.slips, list=made.list_hash)
    return made


def keep(one: Ballot, by: User, now: datetime) -> Tally:
    """The result of the slips that there are; without numbers where they are too few."""
    found = electing.document(one, list(one.options.all()), one.slips.all())
    slips = len(found.voters)
    few = slips < rules.FEWEST_SLIPS
    return Tally.objects.create(
        ballot=one,
        slips=slips,
        handed_out=one.voters.count() if one.identity == Identity.CODE else 0,
        result=electing.result(one, found.election),
        list_hash="" if few else electing.fingerprint(counted.write(found)),
        counted_at=now,
        counted_by=by.actor_ref,
    )
