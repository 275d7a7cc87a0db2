"""Casting a ballot: the code is used up, a slip goes into the box, and nothing ties them.

PostgreSQL marks each row with the transaction that wrote it. So that the mark of a voter's row
does not lead to one slip, a handful of others are written anew with it, and all when it is counted.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanwen.core import codes
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.counsel.ballots import electing, rules, seats
from sanwen.counsel.ballots.electing import Chosen
from sanwen.counsel.ballots.models import Ballot, Identity, Slip

# The ballot cannot be counted or withdrawn while a slip is on its way; votes do not wait for votes.
_STANDS = "SELECT state FROM ballots_ballot WHERE id = %s FOR SHARE"
_USE = """
    UPDATE ballots_voter SET has_voted = true
    WHERE ballot_id = %s AND code_hash = %s AND NOT has_voted
"""
_USE_OWN = """
    INSERT INTO ballots_voter (id, ballot_id, code_hash, has_voted)
    VALUES (gen_random_uuid(), %s, %s, true) ON CONFLICT (ballot_id, code_hash) DO NOTHING
"""
_MIX = """
    UPDATE ballots_slip SET marks = marks WHERE id IN (
        SELECT id FROM ballots_slip WHERE ballot_id = %s AND id >= gen_random_uuid()
        ORDER BY id LIMIT 15 FOR UPDATE SKIP LOCKED
    )
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """The code by which a slip is found in the published list; it is kept nowhere."""

    code: str
    receipt: str


def cast(*, ballot: Ballot, code: str, chosen: Chosen, now: datetime | None = None) -> Cast:
    """`chosen`: names of options with points, best first. Nothing is ever changed afterwards."""
    now = clock(now)
    receipt = seats.fresh()
    hashed = seats.receipt(ballot.pk, receipt)
    marks = electing.written(ballot.shape, chosen)
    _drop(ballot, seats.code_hash(ballot.pk, code), marks, hashed, now)
    return Cast(codes.grouped(receipt), hashed)


@transaction.atomic
def _drop(ballot: Ballot, code: bytes, marks: str, receipt: str, now: datetime) -> None:
    """Nothing is recorded: the trail would know when which slip came."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [ballot.pk])
        (ballot.state,) = cursor.fetchone()
        rules.may_vote(ballot, local_day(now)).require()
        cursor.execute(_USE if ballot.identity == Identity.CODE else _USE_OWN, [ballot.pk, code])
        if not cursor.rowcount:
            refused(_("With this code a ballot was cast already, or it is not known.")).require()
        Slip.objects.create(ballot=ballot, marks=marks, receipt=receipt)
        cursor.execute(_MIX, [ballot.pk])
