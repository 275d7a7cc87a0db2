"""What every page is told: whose site it is, how it should look, and where help is in an emergency."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def shell(request: HttpRequest) -> dict[str, Any]:
    """No query, no session: an error page must render when the database is gone."""
    theme = request.COOKIES.get("theme", "")
    return {
        "body_name": settings.BODY_NAME or _("Sanwen"),
        "large": request.COOKIES.get("large") == "1",
        "theme": theme if theme in THEMES else "",
        "emergencies": EMERGENCIES,
        "here": request.get_full_path(),
    }
