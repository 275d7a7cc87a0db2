"""The answer as it is written: each thing asked beside its reply; rows come and go by button."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters import precedent_rules
from sanwen.deliver.matters.actions.answering import Reply
from sanwen.deliver.matters.forms import LONG, ActForm, words
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import GroundKind, Matter, Outcome
from sanwen.deliver.matters.shown.precedents import Precedents

MOST_ITEMS = 30


@dataclass(frozen=True, slots=True)
class Item:
    number: int
    asked: str
    reply: str
    wrong: "str | Any" = ""


class AnswerForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    ground_kind = forms.ChoiceField(label=_("It rests on"), choices=GroundKind.choices)
    ground = words(
        _("The ground"), help_text=_("The article, the document or what was found."), rows=3
    )
    next_step = words(_("What happens next"), rows=2, required=False)
    next_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    remedy = words(_("What the resident can do against it"), rows=4)
    departs_because = words(
        _("Why this matter is decided otherwise than most like it"),
        help_text=_("The second reader and the supervisor read it."),
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, matter=matter, **kwargs)
        offered = procedure_of(matter).outcomes
        choices = [(value, Outcome(value).label) for value in offered]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.PLANNED and not cleaned.get("next_on"):
            self.add_error("next_on", _("A plan needs its date."))
        return cleaned

    def is_reasoned(self, like: Precedents) -> bool:
        """Asked once the outcome is known; the field says what is missing."""
        fields = self.cleaned_data
        ruling = precedent_rules.says_why(like.usual, fields["outcome"], fields["departs_because"])
        if not ruling:
            self.add_error("departs_because", str(ruling.reason))
        return bool(ruling)

    def reply(self, items: list[Item], like: Precedents) -> Reply:
        fields = self.cleaned_data
        differs = precedent_rules.departs(like.usual, fields["outcome"])
        return Reply(
            outcome=fields["outcome"],
            items=[(item.asked, item.reply) for item in items],
            ground_kind=fields["ground_kind"],
            ground=fields["ground"],
            remedy=fields["remedy"],
            next_step=fields["next_step"],
            next_on=fields["next_on"],
            precedents=like.numbers,
            usual=like.usual,
            departs_because=fields["departs_because"] if differs else "",
        )


def items_from(data: QueryDict) -> list[Item]:
    """The rows as posted, without those that were taken away and those left wholly empty."""
    asked, replies = data.getlist("asked"), data.getlist("reply")
    removed = data.get("remove", "")
    pairs = [
        (one.strip()[:LONG], other.strip()[:LONG])
        for place, (one, other) in enumerate(zip(asked, replies, strict=False))
        if str(place) != removed
    ]
    kept = [pair for pair in pairs if any(pair)]
    return [Item(number, *pair) for number, pair in enumerate(kept[:MOST_ITEMS])]


def items_of(asked: list[str]) -> list[Item]:
    return [Item(number, one, "") for number, one in enumerate(asked)]


def with_one_more(items: list[Item]) -> list[Item]:
    return [*items, Item(len(items), "", "")]


def judged(items: list[Item]) -> list[Item]:
    """Each row with what it lacks: an answer goes item by item or it is none."""
    if not items:
        return [Item(0, "", "", _("Write what was asked, and the reply to it."))]
    return [Item(item.number, item.asked, item.reply, _lacks(item)) for item in items]


def are_whole(items: list[Item]) -> bool:
    return bool(items) and not any(_lacks(item) for item in items)


def _lacks(item: Item) -> Any:
    if not item.asked:
        return _("What was asked?")
    return "" if item.reply else _("This has no reply yet.")
