"""What every page is told: whose site it is, how it looks, where help is, what staff may open."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.people.models import User
from sanwen.people.roles import BUSINESS, Role

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Emergency:
    number: str
    meaning: Promise


# National numbers, the same everywhere; a body's own numbers belong on its contact page.
EMERGENCIES = (
    Emergency("110", _("police")),
    Emergency("119", _("fire")),
    Emergency("120", _("ambulance")),
    Emergency("12345", _("government hotline")),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A page in the bar of staff, shown to those who have work there; the page itself decides."""

    name: str
    words: Promise
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Way:
    """A door as the bar shows it: `current` is the value of aria-current, or nothing."""

    to: str
    words: Promise
    current: str


NOT_LISTENING = {Role.HANDLER, Role.ADMINISTRATOR}
DOORS = (
    Door("desk", pgettext_lazy("page of staff", "Desk"), BUSINESS),
    Door("imports", _("Files"), frozenset({Role.INTAKE})),
    Door("reception", _("Reception"), frozenset(Role) - {Role.AUDITOR}),
    Door("mediations", _("Mediation"), frozenset({Role.HANDLER, Role.UNIT_LEAD})),
    Door("oversight", _("Oversight"), BUSINESS - {Role.INTAKE, Role.HANDLER}),
    Door("topics", pgettext_lazy("page of staff", "Topics"), frozenset(Role) - NOT_LISTENING),
    Door("desk_asks", pgettext_lazy("page of staff", "Asking"), frozenset(Role) - NOT_LISTENING),
    Door(
        "results", pgettext_lazy("page of staff", "Results"), frozenset(Role) - {Role.ADMINISTRATOR}
    ),
    Door("fairness", _("Equal treatment"), frozenset({Role.SUPERVISOR, Role.LEADER, Role.AUDITOR})),
    Door(
        "triage",
        _("Suggestions"),
        frozenset({Role.INTAKE, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR}),
    ),
    Door("sealed_reports", _("Sealed reports"), frozenset({Role.SUPERVISOR})),
    Door("trail", _("Trail"), frozenset({Role.AUDITOR})),
    Door("staff", _("Accounts"), frozenset({Role.ADMINISTRATOR})),
    Door("places", _("Tables"), frozenset({Role.ADMINISTRATOR})),
    Door("api_keys", _("Keys for programs"), frozenset({Role.ADMINISTRATOR})),
    Door("outbox", _("Messages out"), frozenset({Role.ADMINISTRATOR})),
    Door("notices", _("Notices"), frozenset(Role)),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """No query, no session: an error page must render when the database is gone."""
    theme = request.COOKIES.get("theme", "")
    return {
        "body_name": settings.BODY_NAME or _("Sanwen"),
        "large": request.COOKIES.get("large") == "1",
        "theme": theme if theme in THEMES else "",
        "emergencies": EMERGENCIES,
        "here": request.get_full_path(),
        "doors": partial(_doors, request),
        "staff_ways": partial(_ways, request),
    }


def _doors(request: HttpRequest) -> list[Door]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    return [door for door in DOORS if user.holds(*door.roles)]


def _ways(request: HttpRequest) -> list[Way]:
    """A page far inside still belongs to the door it was reached by: the longest that fits."""
    found = [(reverse(door.name), door.words) for door in _doors(request)]
    near = max((to for to, _words in found if request.path.startswith(to)), key=len, default="")
    return [
        Way(to, words, "page" if to == request.path else "true" if to == near else "")
        for to, words in found
    ]
