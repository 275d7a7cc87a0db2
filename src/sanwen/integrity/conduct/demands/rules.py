"""Who keeps the log of demands, and that nobody answers one alone."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.integrity.conduct.demands.models import LegalRequest
from sanwen.people.models import User
from sanwen.people.roles import Role


def may_read_demands(user: User) -> Ruling:
    if user.holds(Role.SUPERVISOR, Role.AUDITOR):
        return ALLOWED
    return refused(_("Demands of other bodies are read by supervisors and auditors."))


def may_record_demand(user: User) -> Ruling:
    if user.holds(Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Demands of other bodies are recorded and decided by supervisors."))


def may_decide_demand(demand: LegalRequest, by: User) -> Ruling:
    return all_of(may_record_demand(by), _is_open(demand), _is_another(demand, by))


def _is_open(demand: LegalRequest) -> Ruling:
    return refused(_("It was decided already.")) if demand.ruled else ALLOWED


def _is_another(demand: LegalRequest, by: User) -> Ruling:
    if demand.recorded_by_id == by.pk:
        return refused(_("A second person decides: nobody gives data away alone."))
    return ALLOWED
