"""The seven duties of staff, and which of them one person may never hold together."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    INTAKE = "intake", pgettext_lazy("role", "intake")
    HANDLER = "handler", pgettext_lazy("role", "handler")
    UNIT_LEAD = "unit_lead", pgettext_lazy("role", "unit lead")
    SUPERVISOR = "supervisor", pgettext_lazy("role", "supervisor")
    LEADER = "leader", pgettext_lazy("role", "leader")
    AUDITOR = "auditor", pgettext_lazy("role", "auditor")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")


BUSINESS = frozenset(Role) - {Role.AUDITOR, Role.ADMINISTRATOR}


class Branch(models.IntegerChoices):
    """三员分立: who works, who looks after the system and who checks both are three people."""

    BUSINESS = 0, pgettext_lazy("branch", "business")
    ADMINISTRATION = 1, pgettext_lazy("branch", "administration")
    AUDIT = 2, pgettext_lazy("branch", "audit")


def branch(role: str) -> Branch:
    match role:
        case Role.ADMINISTRATOR:
            return Branch.ADMINISTRATION
        case Role.AUDITOR:
            return Branch.AUDIT
    return Branch.BUSINESS
