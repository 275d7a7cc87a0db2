"""What kind of need a matter is, in words: as confirmed, else as the words suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanwen.deliver.matters.models import Horizon, Matter, Need, NeedKind, Reach
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices.models import Voice
from sanwen.methods.needs import needs


@dataclass(frozen=True, slots=True)
class Needing:
    kinds: Sequence[str]
    reach: str
    is_basic: bool | None
    horizon: str
    is_confirmed: bool
    because: Sequence[str] = ()

    @property
    def tags(self) -> list[str]:
        found = [str(NeedKind(kind).label) for kind in self.kinds]
        if self.reach:
            found.append(str(Reach(self.reach).label))
        if self.is_basic is not None:
            found.append(_("one cannot live without it") if self.is_basic else _("good to have"))
        if self.horizon:
            found.append(str(Horizon(self.horizon).label))
        return found


def needing(matter: Matter, suggestion: Suggestion | None = None, words: str = "") -> Needing:
    """What a clerk confirmed, else the suggestion written down at registration, else the words."""
    confirmed: Need | None = getattr(matter, "need", None)
    if confirmed is not None:
        return Needing(
            confirmed.kinds, confirmed.reach, confirmed.is_basic, confirmed.horizon, True
        )
    if suggestion is None and not words:
        suggestion, words = _of_the_first(matter)
    known = suggestion.needs if suggestion is not None and suggestion.needs else None
    return _suggested(known if known is not None else needs(words or matter.title).as_dict())


def _of_the_first(matter: Matter) -> tuple[Suggestion | None, str]:
    voice = (
        Voice.objects.filter(joining__matter=matter)
        .select_related("suggestion")
        .order_by("joining__pk")
        .first()
    )
    if voice is None:
        return None, matter.title
    return getattr(voice, "suggestion", None), voice.text


def _suggested(known: dict[str, Any]) -> Needing:
    kinds = [kind for kind in known.get("kinds", []) if kind in NeedKind.values]
    because = dict.fromkeys(
        word for words in known.get("because", {}).values() for word in words[:2]
    )
    return Needing(
        kinds,
        known.get("reach") or "",
        known.get("basic"),
        known.get("horizon") or "",
        False,
        tuple(because)[:6],
    )
