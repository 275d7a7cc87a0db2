"""The queues of the desk, as data: which matters, in which order, for which duty."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.states import OPEN, State
from sanwen.people.models import User
from sanwen.people.roles import Role

_OPEN = "m.state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(OPEN)))
URGENT = f" AND m.urgent AND {_OPEN}"
# What one keeps away from is counted nowhere. Asked once for a statement, not once for a row.
NOT_RECUSED = (
    " AND m.id <> ALL(ARRAY(SELECT x.matter_id FROM matters_recusal x WHERE x.lifted_at IS NULL"
    " AND (x.user_id = %(me)s OR x.unit_id = ANY(%(line)s::bigint[]))))"
)
# Each queue is read one unit (u.id) at a time from an index that begins with the unit and is
# sorted like the page, so what it costs depends on the page and never on the table.
_DESK = "matters_matter m WHERE m.received_by_id = u.id"
_UNIT = "matters_matter m WHERE m.lead_unit_id = u.id"
_HELP = (
    "matters_assignment a JOIN matters_matter m ON m.id = a.matter_id"
    f" WHERE a.unit_id = u.id AND a.part = 'assist' AND a.ended_at IS NULL AND {_OPEN}"
)
_READ = (
    "matters_answer r JOIN matters_matter m ON m.id = r.matter_id"
    f" WHERE r.unit_id = u.id AND r.state = 'reading' AND {_OPEN}"
)
_TIME = (
    "matters_extension e JOIN matters_matter m ON m.id = e.matter_id"
    f" WHERE e.decided_at IS NULL AND m.lead_unit_id = u.id AND {_OPEN}"
)
_CALLED = (
    "matters_whistle w JOIN matters_matter m ON m.id = w.matter_id"
    f" WHERE w.called_id = u.id AND w.responded_at IS NULL AND w.ended_at IS NULL AND {_OPEN}"
)
_CALLING = (
    "matters_whistle w JOIN matters_matter m ON m.id = w.matter_id"
    " WHERE w.caller_id = u.id AND w.ended_at IS NULL AND w.response IN ('coming', 'doing')"
    f" AND {_OPEN}"
)
_CALLED_LATE = (
    "matters_whistle w JOIN matters_matter m ON m.id = w.matter_id"
    " WHERE m.received_by_id = u.id AND w.rung > 0 AND w.responded_at IS NULL"
    f" AND w.ended_at IS NULL AND {_OPEN}"
)
_SENT = (
    "matters_objection o JOIN matters_matter m ON m.id = o.matter_id"
    " JOIN matters_assignment a ON a.id = o.assignment_id"
    " WHERE o.decided_at IS NULL AND o.arbiter_id IS NULL AND a.sender_id = u.id"
    " AND m.state = 'returned'"
)
_UNOWNED = (
    "matters_matter m WHERE m.arbiter_id = %(me)s AND m.owner_by IS NOT NULL"
    " AND m.state IN ('registered', 'accepted')"
)
_CALL_ARBITER = (
    "matters_whistle w JOIN matters_matter m ON m.id = w.matter_id"
    " WHERE w.arbiter_id = %(me)s AND w.decided_at IS NULL AND w.ended_at IS NULL"
    f" AND {_OPEN}"
)
_MINE = f"matters_matter m WHERE m.handler_id = %(me)s AND {_OPEN}"
_ARBITER = (
    "matters_objection o JOIN matters_matter m ON m.id = o.matter_id"
    " WHERE o.decided_at IS NULL AND o.arbiter_id = %(me)s AND m.state = 'returned'"
)


@dataclass(frozen=True, slots=True)
class Queue:
    """`rows` is what stands after FROM, for one unit u and, where states are named, one state s."""

    key: str
    name: Promise
    rows: str
    states: tuple[State, ...] = ()
    newest: bool = False
    # Empty: the queue is the person's own and asks for no unit.
    scope: str = ""
    # Shown only where something is in it.
    quiet: bool = False
    # What is urgent stands on top of the first page.
    urgent_first: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """The queues of one duty. `scope` names the units that the duty covers."""

    scope: str
    name: Promise
    roles: tuple[Role, ...]
    queues: tuple[Queue, ...]


def _by_state(key: str, name: Promise, rows: str, scope: str, *states: State) -> Queue:
    fresh = key in ("new", "unit-new")
    more = f"{rows} AND m.state = s.state"
    return Queue(key, name, more, states, scope=scope, urgent_first=fresh)


MINE = Desk(
    "mine",
    _("Mine"),
    (Role.INTAKE, Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR),
    (
        Queue("mine", _("I have in hand"), _MINE, quiet=True),
        Queue("arbiter", _("For me to decide"), _ARBITER, quiet=True),
        Queue("unowned", _("No unit: I decide by a day"), _UNOWNED, quiet=True),
        Queue("calls", _("Calls for me to decide"), _CALL_ARBITER, quiet=True),
    ),
)
INTAKE = Desk(
    "desk",
    _("Registration"),
    (Role.INTAKE,),
    (
        _by_state("new", _("New"), _DESK, "desk", State.REGISTERED, State.ACCEPTED),
        _by_state("returned", _("Returned, to decide"), _DESK, "desk", State.RETURNED),
        Queue("urgent", _("Urgent"), f"{_DESK} AND m.urgent AND {_OPEN}", scope="desk"),
        Queue("late", _("Late"), f"{_DESK} AND m.due_on < %(today)s AND {_OPEN}", scope="desk"),
        _by_state("waiting", _("Waiting for the resident"), _DESK, "desk", State.WAITING),
        _by_state("answered", _("Answered, to be judged"), _DESK, "desk", State.ANSWERED),
        Queue("all", _("All, newest first"), _DESK, newest=True, scope="desk"),
    ),
)
UNIT = Desk(
    "unit",
    _("My unit"),
    (Role.HANDLER, Role.UNIT_LEAD),
    (
        _by_state("unit-new", _("New for us"), _UNIT, "unit", State.ASSIGNED),
        _by_state("unit-reopened", _("Reopened"), _UNIT, "unit", State.REOPENED),
        Queue(
            "unit-today",
            _("Due today"),
            f"{_UNIT} AND m.due_on = %(today)s AND {_OPEN}",
            scope="unit",
        ),
        Queue(
            "unit-late", _("Late"), f"{_UNIT} AND m.due_on < %(today)s AND {_OPEN}", scope="unit"
        ),
        _by_state("unit-hand", _("In hand"), _UNIT, "unit", State.IN_HAND),
        _by_state("unit-waiting", _("Waiting for the resident"), _UNIT, "unit", State.WAITING),
        _by_state("unit-returned", _("Return under review"), _UNIT, "unit", State.RETURNED),
        Queue("unit-called", _("Called to respond"), _CALLED, scope="unit", quiet=True),
        Queue("unit-calling", _("Did their response help?"), _CALLING, scope="unit", quiet=True),
        Queue("unit-sent", _("Handed on, returned to us"), _SENT, scope="unit", quiet=True),
        Queue(
            "unit-climbed",
            _("Climbed: late or standing still"),
            f"{_UNIT} AND m.rung > 0 AND {_OPEN}",
            scope="unit",
            quiet=True,
        ),
        Queue("unit-assist", _("We assist"), _HELP, scope="unit", quiet=True),
        Queue("unit-read", _("To be read"), _READ, scope="unit", quiet=True),
        Queue("unit-time", _("More time asked"), _TIME, scope="unit", quiet=True),
        _by_state("unit-answered", _("Answered, to be judged"), _UNIT, "unit", State.ANSWERED),
        Queue("unit-all", _("All, newest first"), _UNIT, newest=True, scope="unit"),
    ),
)
WATCH = Desk(
    "watch",
    _("Overview"),
    (Role.SUPERVISOR, Role.LEADER),
    (
        Queue(
            "watch-late", _("Late"), f"{_DESK} AND m.due_on < %(today)s AND {_OPEN}", scope="watch"
        ),
        Queue(
            "watch-climbed",
            _("Climbed: late or standing still"),
            f"{_DESK} AND m.rung > 0 AND {_OPEN}",
            scope="watch",
            quiet=True,
        ),
        Queue(
            "watch-called",
            _("Calls without a response"),
            _CALLED_LATE,
            scope="watch",
            quiet=True,
        ),
        _by_state("watch-returned", _("Return under review"), _DESK, "watch", State.RETURNED),
        _by_state("watch-reopened", _("Reopened"), _DESK, "watch", State.REOPENED),
        _by_state("watch-waiting", _("Waiting for the resident"), _DESK, "watch", State.WAITING),
        Queue("watch-all", _("All, newest first"), _DESK, newest=True, scope="watch"),
    ),
)
DESKS = (MINE, INTAKE, UNIT, WATCH)


def desks_of(person: User) -> list[Desk]:
    """An intake clerk sees the same matters as the overview shows, so does not get it twice."""
    held = [desk for desk in DESKS if person.holds(*desk.roles)]
    return [desk for desk in held if not (desk is WATCH and INTAKE in held)]


def queue_of(person: User, key: str) -> Queue | None:
    """The queue by its key; without a key the first that a person of this duty begins with."""
    queues = [queue for desk in desks_of(person) for queue in desk.queues]
    known = {queue.key: queue for queue in queues}
    first = next((queue for queue in queues if not queue.quiet), None)
    return known.get(key, first)
