"""When a form could not be taken, what the person typed is given back on the page that says so."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Only a form without sign-in may be sent again from an error page: there is nobody to be tricked.
OPEN_FORMS = ("/say/",)
NEVER_SHOWN = ("password", "csrf", "token", "code", "otp", "secret")
WORDS: dict[str, Promise] = {
    "text": _("What you wrote"),
    "place": _("Place"),
    "name": _("Name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Address"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    label: "str | Promise"
    text: str

    @property
    def rows(self) -> int:
        """A box about as tall as its words on a phone."""
        return min(12, 1 + len(self.text) // 16 + self.text.count("\n"))


@dataclass(frozen=True, slots=True)
class Handback:
    typed: list[Typed]
    again: list[tuple[str, str]]
    action: str
    photos_lost: bool


def handed_back(request: HttpRequest) -> Handback | None:
    """Read from the request alone: no database, no session."""
    if request.method != "POST":
        return None
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
        photos_lost = bool(request.FILES)
    except (RawPostDataException, UnreadablePostError, SuspiciousOperation):
        return None
    kept = [pair for pair in pairs if not _secret(pair[0])]
    typed = [
        Typed(WORDS.get(name, _("You also wrote")), value)
        for name, value in kept
        if value.strip() and (name in WORDS or len(value) > 20)
    ]
    open_form = request.path.startswith(OPEN_FORMS)
    if not typed:
        return None
    return Handback(typed, kept if open_form else [], request.get_full_path(), photos_lost)


def _secret(name: str) -> bool:
    return any(part in name.lower() for part in NEVER_SHOWN)
