"""What a sealed report may be and who may come to it; whose interest is declared and ended."""

from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.integrity.conduct.models import SealedReport, Stake, Unsealing
from sanwen.integrity.conduct.states import MOVES, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area

LONGEST = 5000
LONGEST_REASON = 200
# One step out and one back: more would be a correspondence that the code alone must protect.
MOST_MESSAGES = 200
# Shorter words stand in too many messages; a county's or a town's code has fewer digits.
SHORTEST_NAME = 2
VILLAGE_DIGITS = 12


def may_seal(text: str) -> Ruling:
    if not text.strip():
        return refused(_("Write in your own words what happened."))
    if len(text) > LONGEST:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    return ALLOWED


def may_list(user: User) -> Ruling:
    if user.holds(Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Sealed reports are read by supervisors only."))


def may_ask_to_unseal(report: SealedReport, by: User, because: str) -> Ruling:
    return all_of(_has_a_reason(because), _has_not_opened(report, by), _none_waits(report))


def may_agree_to_unseal(waiting: Unsealing | None, by: User) -> Ruling:
    if waiting is None:
        return refused(_("Nobody has asked to open this report."))
    if waiting.asked_by_id == by.pk:
        return refused(_("A second person has to agree: nobody opens a sealed report alone."))
    return ALLOWED


def may_read(report: SealedReport, by: User) -> Ruling:
    if _opened(report, by):
        return ALLOWED
    return refused(_("This report is sealed. Two supervisors open it together."))


def may_write_to_reporter(report: SealedReport, by: User, text: str) -> Ruling:
    return all_of(may_read(report, by), may_seal(text), _has_room(report))


def may_add(report: SealedReport, text: str) -> Ruling:
    """The reporter may always add something."""
    return all_of(may_seal(text), _has_room(report))


def may_conclude(report: SealedReport, by: User, text: str) -> Ruling:
    return all_of(may_write_to_reporter(report, by, text), _may_move(report, State.CONCLUDED))


def _has_a_reason(because: str) -> Ruling:
    if not because.strip():
        return refused(_("Say why you want to open it; the reason is recorded."))
    if len(because) > LONGEST_REASON:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST_REASON})
    return ALLOWED


def _opened(report: SealedReport, by: User) -> bool:
    together = report.unsealings.filter(agreed_at__isnull=False)
    return together.filter(asked_by=by).exists() or together.filter(agreed_by=by).exists()


def _has_not_opened(report: SealedReport, by: User) -> Ruling:
    if _opened(report, by):
        return refused(_("You have opened this report already."))
    return ALLOWED


def _none_waits(report: SealedReport) -> Ruling:
    if report.unsealings.filter(agreed_at=None).exists():
        return refused(_("Somebody has asked already. You can agree instead."))
    return ALLOWED


def _may_move(report: SealedReport, state: State) -> Ruling:
    if state in MOVES[State(report.state)]:
        return ALLOWED
    return refused(_("This report is concluded already."))


def _has_room(report: SealedReport) -> Ruling:
    if report.messages.count() < MOST_MESSAGES:
        return ALLOWED
    return refused(_("There are too many messages on this report. Please make a new one."))


def may_declare(*, words: str, area: Area | None, until: date | None, today: date) -> Ruling:
    """Anybody may, for themselves; what covers too much would shut them out of all their work."""
    if words and len("".join(words.split())) < SHORTEST_NAME:
        return refused(_("Write at least two characters of the name."))
    if area and len(area.code) < VILLAGE_DIGITS:
        return refused(_("Choose a village or a community; a town is too wide."))
    if until and until < today:
        return refused(_("This day has passed."))
    return ALLOWED


def may_end(stake: Stake, by: User, *, today: date) -> Ruling:
    """Whoever declared it knows when it is over; nobody ends the interest of another."""
    if stake.user_id != by.pk:
        return refused(_("Only whoever declared an interest ends it."))
    if stake.until and stake.until < today:
        return refused(_("It has ended already."))
    return ALLOWED
