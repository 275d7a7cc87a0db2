"""What is pointed out to whoever writes an answer, in words; they send it as it is if they like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanwen.deliver.matters.answer_form import Item
from sanwen.deliver.matters.models import AnswerItem, AnswerState, Matter
from sanwen.methods.answers import Draft, Finding, checks, plainer

# With so many answers of the unit a new one is compared, the last ones.
EARLIER = 300
WORDS: dict[str, Promise] = {
    "unanswered": gettext_lazy("Perhaps not answered: “%(because)s”"),
    "same_for_all": gettext_lazy("Every item has the same reply."),
    "one_block": gettext_lazy("%(because)s things were asked; one text answers them all."),
    "short": gettext_lazy("Only %(because)s characters."),
    "away": gettext_lazy("“%(because)s” names neither a place nor a time nor a number."),
    "no_ground": gettext_lazy("Nothing says what it rests on: a law, a document, what was found."),
    "no_date": gettext_lazy("No day is named."),
    "no_remedy": gettext_lazy("It does not say what the resident can do against it."),
    "cold": gettext_lazy("This could sound cold: “%(because)s”"),
    "hard_words": gettext_lazy("Plainer words:"),
}


@dataclass(frozen=True, slots=True)
class Pointed:
    words: str
    # A hard word beside what to say instead.
    pairs: Sequence[tuple[str, str]] = ()
    slight: bool = False


def point_out(matter: Matter, items: Sequence[Item], data: QueryDict) -> list[Pointed]:
    """Of the answer as it stands in the form; an empty one has nothing to point at."""
    draft = Draft(
        replies=[item.reply for item in items],
        ground=data.get("ground", ""),
        next_step=data.get("next_step", ""),
        remedy=data.get("remedy", ""),
        dated=bool(data.get("next_on")),
    )
    if not draft.words:
        return []
    found = checks([item.asked for item in items], draft, others=earlier(matter))
    return [_pointed(finding, draft) for finding in found]


def earlier(matter: Matter) -> list[str]:
    """The last answers of the unit that leads, each as one text."""
    if matter.lead_unit_id is None:
        return []
    rows = (
        AnswerItem.objects.filter(answer__unit=matter.lead_unit_id, answer__state=AnswerState.SENT)
        .exclude(answer__matter=matter)
        .order_by("-answer__sent_at", "answer_id", "pk")
        .values_list("answer_id", "reply")[: EARLIER * 2]
    )
    return _whole(rows)[:EARLIER]


def _whole(rows: Iterable[tuple[int, str]]) -> list[str]:
    texts: dict[int, list[str]] = {}
    for answer, reply in rows:
        texts.setdefault(answer, []).append(reply)
    return ["\n".join(replies) for replies in texts.values()]


def _pointed(finding: Finding, draft: Draft) -> Pointed:
    if finding.code == "like_others":
        return Pointed(_alike(*map(int, finding.because)))
    if finding.code == "hard_words":
        pairs = [(one.word, one.instead) for one in plainer(f"{draft.words}\n{draft.remedy}")]
        return Pointed(str(WORDS["hard_words"]), pairs[:6], slight=True)
    return Pointed(WORDS[finding.code] % {"because": _("”, “").join(finding.because[:3])})


def _alike(alike: int, of: int) -> str:
    return ngettext(
        "Nearly the same as %(alike)d of the unit's last %(of)d answer.",
        "Nearly the same as %(alike)d of the unit's last %(of)d answers.",
        of,
    ) % {"alike": alike, "of": of}
