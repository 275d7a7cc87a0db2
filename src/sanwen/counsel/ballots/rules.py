"""Who may do what with a ballot, and when."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.counsel.ballots.models import INSIDE, Ballot, Identity, Kind, Option
from sanwen.counsel.ballots.states import MOVES, PREPARING, Move, Standing, State, standing
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.states import State as Asked
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

PREPARE = (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER)
PUBLISH = (Role.UNIT_LEAD, Role.LEADER)
MOST_CODES = 20_000
MOST_OPTIONS = 300
# Of fewer slips none is published, as each could be guessed to be somebody's.
FEWEST_SLIPS = 5


def may_move(one: Ballot, move: Move) -> Ruling:
    state = State(one.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the ballot is “%(state)s”.") % {"state": state.label}
    )


def may_look_inside(by: User) -> Ruling:
    if by.holds(*INSIDE):
        return ALLOWED
    return refused(_("Ballots are prepared and read by the desk, heads, leaders, auditors."))


def may_prepare(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *PREPARE):
        return ALLOWED
    return refused(_("A ballot is prepared by staff of the unit that holds it, or above it."))


def may_take_over(unit: Unit, by: User) -> Ruling:
    """A file from elsewhere is published with its result at once."""
    if by.covers(unit, *PUBLISH):
        return ALLOWED
    return refused(_("The head of the unit or a leader publishes an older ballot."))


def belongs(asked: Consultation | None, wanted: int | None, by: User) -> Ruling:
    """To a question that everybody reads, asked in one's own reach."""
    if wanted is None:
        return ALLOWED
    if asked is None or asked.state != Asked.PUBLISHED or asked.source:
        return refused(_("It belongs to a question that is published and stands, or to none."))
    if by.covers(asked.unit, *INSIDE):
        return ALLOWED
    return refused(_("It belongs to a question of your own unit or below it, or to none."))


def may_change(one: Ballot, by: User) -> Ruling:
    """Once the list stands nothing of it changes."""
    if one.state not in PREPARING:
        return refused(_("The list was published: what people vote on stays as it is."))
    return may_prepare(one.unit, by)


def may_add_option(one: Ballot, options: int, by: User) -> Ruling:
    if options >= MOST_OPTIONS:
        return refused(_("At most %(most)d can stand on one list.") % {"most": MOST_OPTIONS})
    return may_change(one, by)


def may_call(one: Ballot, by: User, today: date) -> Ruling:
    if one.collects_until is None or one.collects_until < today:
        return refused(_("Name the last day for proposals, today or later."))
    return all_of(_publishes(one, by), may_move(one, Move.CALL), says_enough(one))


def may_open(one: Ballot, options: Sequence[Option], by: User, today: date) -> Ruling:
    return all_of(
        _publishes(one, by),
        may_move(one, Move.OPEN),
        says_enough(one),
        has_its_days(one, today),
        has_its_list(one, options),
    )


def says_enough(one: Ballot) -> Ruling:
    if one.title.strip() and one.summary.strip() and one.who_decides.strip():
        return ALLOWED
    return refused(_("Say what it is about and who decides first."))


def has_its_days(one: Ballot, today: date) -> Ruling:
    if one.opens_on is None or one.closes_on is None:
        return refused(_("Name the first and the last day of voting."))
    if one.opens_on < today:
        return refused(_("Voting begins today or later."))
    if one.collects_until is not None and one.collects_until >= one.opens_on:
        return refused(_("Voting begins after the last day for proposals."))
    return ALLOWED


def has_its_list(one: Ballot, options: Sequence[Option]) -> Ruling:
    if len(options) < 2:
        return refused(_("There are two things to choose from at least."))
    if one.kind != Kind.PRIORITY and not all(option.cost for option in options):
        return refused(_("Say for each what it costs."))
    if one.kind == Kind.BUDGET and sum(option.cost for option in options) <= one.budget:
        return refused(_("The money is enough for all of them: there is nothing to choose."))
    return ALLOWED


def may_withdraw(one: Ballot, because: str, by: User) -> Ruling:
    if not because.strip():
        return refused(_("Say why, for everybody to read."))
    return all_of(_publishes(one, by), may_move(one, Move.WITHDRAW))


def may_hand_out(one: Ballot, many: int, by: User) -> Ruling:
    if one.identity != Identity.CODE:
        return refused(_("Here no codes are handed out: one browser is enough."))
    if not 1 <= many <= MOST_CODES:
        return refused(_("Between 1 and %(most)d at a time.") % {"most": MOST_CODES})
    if one.state in (State.COUNTED, State.WITHDRAWN):
        return refused(_("Voting is over."))
    return may_prepare(one.unit, by)


def may_vote(one: Ballot, today: date) -> Ruling:
    if one.state == State.WITHDRAWN:
        return refused(_("This ballot was withdrawn."))
    if one.state == State.COUNTED or one.source:
        return refused(_("Voting is over."))
    where = standing(one.state, one.opens_on, one.closes_on, today)
    if where == Standing.OPEN:
        return ALLOWED
    if where == Standing.UPCOMING:
        return refused(_("Voting has not begun."))
    return refused(_("Voting is over."))


def may_count(one: Ballot, by: User, today: date) -> Ruling:
    """Not before the last day has ended: no half result may sway anybody."""
    if one.state == State.VOTING and (one.closes_on is None or today <= one.closes_on):
        return refused(_("It is counted after the last day of voting, not before."))
    return all_of(_publishes(one, by), may_move(one, Move.COUNT))


def may_note_deputies(one: Ballot, chosen: int, where: str, by: User) -> Ruling:
    """The vote is theirs; only what they published is noted here."""
    if one.kind != Kind.LIVELIHOOD:
        return refused(_("Only projects for people's livelihood go to the deputies."))
    if one.state != State.COUNTED:
        return refused(_("Note it after the ballot here was counted."))
    if not where.strip() or not chosen:
        return refused(_("Say which projects they chose and where that is published."))
    return _publishes(one, by)


def _publishes(one: Ballot, by: User) -> Ruling:
    if by.covers(one.unit, *PUBLISH):
        return ALLOWED
    return refused(_("The head of the unit or a leader does this."))
