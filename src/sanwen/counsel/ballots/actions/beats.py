"""The beats every verb shares: the clock read once, the ballot held until the end."""

from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.ballots.states import MOVES, Move, State


def lock(one: Ballot) -> Ballot:
    """Waits for votes that are being cast, and lets no other begin."""
    held = Ballot.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("unit").get(pk=one.pk)


def move(one: Ballot, which: Move, **changes: object) -> None:
    for name, value in (changes | {"state": MOVES[State(one.state)][which]}).items():
        setattr(one, name, value)
    one.save()
