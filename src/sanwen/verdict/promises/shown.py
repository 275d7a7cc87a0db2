"""A promise in words: what was promised, what the body says, what people say. Never merged."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.charts import Chart, Stack
from sanwen.core.dates import DueLine, day_words, done_line, due_line, local_day
from sanwen.methods.rates import Rate
from sanwen.methods.suppression import FEWEST, hidden
from sanwen.verdict.promises.models import Batch, Entry, Round, Stage
from sanwen.verdict.promises.states import OPEN, Found, State, found, is_late
from sanwen.verdict.ratings.models import Satisfaction


@dataclass(frozen=True, slots=True)
class Line:
    """One promise in a list."""

    entry: Entry
    unit: str
    state: str
    says: str
    due: DueLine
    is_late: bool


def line(entry: Entry, today: date, language: str) -> Line:
    late = is_late(entry.state, entry.due_on, today) and entry.left_out_on is None
    is_open = entry.state in OPEN and entry.left_out_on is None
    due = due_line(entry.due_on, today) if is_open else done_line(entry.done_on or entry.due_on)
    unit = entry.unit.name_in(language)
    return Line(entry, unit, state_words(entry), sentence(entry, today), due, late)


def state_words(entry: Entry) -> str:
    if entry.left_out_on:
        return _("no longer promised")
    if entry.not_found_so:
        return _("the body says done; residents do not find so")
    return str(State(entry.state).label)


def sentence(entry: Entry, today: date) -> str:
    """Where it stands, in one honest sentence."""
    if entry.left_out_on:
        return _("The decision as amended on %(day)s no longer carries it on.") % {
            "day": day_words(entry.left_out_on)
        }
    match State(entry.state):
        case State.SAYS_DONE:
            return _done(entry)
        case State.CANNOT:
            return _("The body says that it cannot be kept. What it does instead stands below.")
    return _running(entry, today)


def _done(entry: Entry) -> str:
    assert entry.done_on
    told = {"day": day_words(entry.done_on), "first": day_words(entry.first_due_on)}
    if entry.not_found_so:
        return _("The body says that it was done on %(day)s; residents do not find so.") % told
    late = (entry.done_on - entry.first_due_on).days
    if late <= 0:
        return _("The body says that it was done on %(day)s, by the first day promised.") % told
    return ngettext(
        "The body says that it was done on %(day)s, %(late)d day after the first day promised.",
        "The body says that it was done on %(day)s, %(late)d days after the first day promised.",
        late,
    ) % (told | {"late": late})


def _running(entry: Entry, today: date) -> str:
    told = {"day": day_words(entry.due_on), "first": day_words(entry.first_due_on)}
    if is_late(entry.state, entry.due_on, today):
        late = (today - entry.first_due_on).days
        words = ngettext(
            "It was promised for %(first)s and is not done, %(late)d day after.",
            "It was promised for %(first)s and is not done, %(late)d days after.",
            late,
        )
        return words % (told | {"late": late})
    if entry.due_on != entry.first_due_on:
        return _("It was first promised for %(first)s, now for %(day)s.") % told
    return _("It is promised for %(day)s.") % told


@dataclass(frozen=True, slots=True)
class Asked:
    """One round as it is read by everybody; small counts are gone, with what would tell them."""

    one: Round
    how: str
    until: str
    is_over: bool
    rate: Rate | None = None
    found: str = ""
    chart: Chart | None = None
    faces: Chart | None = None
    reply_by: str = ""
    replied: str = ""
    is_reply_late: bool = False


def asked(one: Round, today: date) -> Asked:
    how = one.get_how_display()
    if one.closed_at is None:
        return Asked(one, how, day_words(one.closes_on), False)
    said = found(one.yes, one.partly, one.no)
    return Asked(
        one, how, day_words(one.closes_on), True,
        rate=rate(one),
        found=str(said.label),
        chart=chart(one) if said != Found.TOO_FEW else None,
        faces=faces(one) if said != Found.TOO_FEW else None,
        reply_by=day_words(one.reply_by) if one.reply_by else "",
        replied=day_words(local_day(one.replied_at)) if one.replied_at else "",
        is_reply_late=bool(one.reply_by and not one.replied_at and one.reply_by < today),
    )  # fmt: skip


def rate(one: Round) -> Rate:
    """Those who find it done; hidden where it would tell of fewer than five people."""
    small = any(hidden([one.yes, one.answered - one.yes]))
    return Rate(one.yes, one.answered, one.asked, hidden=small or one.answered < FEWEST)


def chart(one: Round) -> Chart:
    counts = [one.yes, one.partly, one.no]
    return Chart(
        _("Is it done as promised?"),
        _(
            "Answers of those who were asked and answered, as a share of all answers. Counts of "
            "fewer than five people are not shown."
        ),
        [_stack(_("Answers"), [_("yes, done"), _("partly"), _("no, not done")], counts)],
        kind="distribution",
        source=_about(one),
    )


def _about(one: Round) -> str:
    return f"{one.ref} · {one.entry.words} · {day_words(one.closes_on)}"


def faces(one: Round) -> Chart | None:
    counts = list(reversed(one.faces))
    if sum(counts) < FEWEST:
        return None
    names = [str(Satisfaction(face).label) for face in range(5, 0, -1)]
    return Chart(
        _("How satisfied are people?"),
        _("One of five faces, as a share of those who chose one."),
        [_stack(_("Answers"), names, counts)],
        kind="distribution",
        source=_about(one),
    )


def _stack(label: str, names: list[str], counts: list[int]) -> Stack:
    away = hidden(counts)
    parts = [
        (name, None if is_hidden else count)
        for name, count, is_hidden in zip(names, counts, away, strict=True)
    ]
    return Stack(label, parts, sum(counts))


def villages(batches: list[Batch]) -> Chart | None:
    """How many places have had their turn."""
    if not batches:
        return None
    parts = [
        (str(stage.label), sum(batch.stage == stage for batch in batches))
        for stage in reversed(Stage)
    ]
    return Chart(
        _("How far it is, place by place"),
        _("Places in which the work is done, under way or not begun, as the body says."),
        [Stack(_("Places"), parts, len(batches))],
        kind="distribution",
    )
