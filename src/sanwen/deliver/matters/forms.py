"""What the desk asks of whoever acts. Shape only: whether they may is asked of the rules."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.level_parts_form import LevelPartsForm
from sanwen.deliver.matters.models import Matter, Route
from sanwen.deliver.matters.public_line import PublicLineForm
from sanwen.integrity.vault.models import OF_A_MATTER
from sanwen.listen.triage.models import Category
from sanwen.places.models import Level, Unit

LONG = 4000


def words(label: Any, *, help_text: Any = "", rows: int = 4, required: bool = True) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ActForm(forms.Form):
    """Every act says which version of the matter it saw, and from which queue it came."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    queue = forms.SlugField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": matter.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.matter = matter

    def seen_again(self, version: int) -> None:
        """The page is shown anew with what was typed; the next try counts against what is now."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        self.data = data


class AssignForm(PublicLineForm, LevelPartsForm, ActForm):
    lead = forms.ChoiceField(label=_("Lead unit"))
    category = forms.ChoiceField(label=_("Subject"), required=False)
    task = forms.CharField(
        label=_("What the unit should do"),
        max_length=200,
        required=False,
        help_text=_("The resident can read this."),
    )
    beyond_list_because = forms.CharField(
        label=_("Why this unit, although its duty list says otherwise"),
        max_length=200,
        required=False,
        help_text=_("Only needed where the page warns you."),
    )
    assists = forms.MultipleChoiceField(label=_("Units that assist"), required=False)
    complained_of = forms.MultipleChoiceField(
        label=_("Does the message complain of this unit? Then it keeps away."),
        help_text=_("The machine only found words; you decide."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    complained_other = forms.ChoiceField(
        label=_("It complains of another unit, which keeps away"), required=False
    )
    urgent = forms.BooleanField(
        label=_("An emergency: danger to life, health or property"), required=False
    )

    def __init__(
        self,
        *args: Any,
        units: Iterable[Unit],
        categories: Iterable[Category] = (),
        suspected: Iterable[Unit] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.categories = {str(category.pk): category for category in categories}
        leads = [unit for unit in self.units.values() if not unit.third_party]
        _choices(self.fields["lead"], [("", _("Choose a unit")), *by_level(leads)])
        _choices(self.fields["assists"], by_level(list(self.units.values())))
        self._offer_complaints(list(suspected))
        self.offer_levels(by_level(list(self.units.values())))
        language = get_language() or ""
        subjects = [
            (number, category.name_en if language.startswith("en") else category.name)
            for number, category in self.categories.items()
        ]
        _choices(self.fields["category"], [("", _("Not decided")), *subjects])
        self.show_example(self.matter.title)

    def _offer_complaints(self, suspected: list[Unit]) -> None:
        """Every unit may be meant; those whose name stands beside a complaint are ticked or not."""
        language = get_language() or ""
        found = [(str(unit.pk), unit.name_in(language)) for unit in suspected]
        _choices(self.fields["complained_of"], found)
        others = [("", _("No other unit")), *by_level(list(self.units.values()))]
        _choices(self.fields["complained_other"], others)
        if not found:
            del self.fields["complained_of"]

    @property
    def complained(self) -> list[Unit]:
        keys = [*self.cleaned_data.get("complained_of", ()), self.cleaned_data["complained_other"]]
        return [self.units[key] for key in dict.fromkeys(keys) if key]

    @property
    def lead_unit(self) -> Unit:
        return self.units[self.cleaned_data["lead"]]

    @property
    def subject(self) -> Category | None:
        return self.categories.get(self.cleaned_data["category"])

    @property
    def helpers(self) -> list[Unit]:
        return [self.units[number] for number in self.cleaned_data["assists"]]


def _choices(field: forms.Field, choices: list[Any]) -> None:
    field.choices = choices  # type: ignore[attr-defined]


def by_level(units: list[Unit]) -> list[Any]:
    """Grouped as the tree is: the county's bureaus first, villages last."""
    language = get_language() or ""
    groups: dict[int, list[tuple[str, str]]] = {}
    for unit in units:
        groups.setdefault(unit.level, []).append((str(unit.pk), unit.name_in(language)))
    return [(Level(level).label, names) for level, names in sorted(groups.items())]


class AcceptForm(ActForm):
    """The machine's suggestion, taken as it stands by a person."""

    lead = forms.IntegerField(widget=forms.HiddenInput)
    category = forms.IntegerField(widget=forms.HiddenInput)


class TakeForm(ActForm):
    pass


class ReturnForm(ActForm):
    reason = words(
        _("Why it is not yours, and whose it is"),
        help_text=_("Name the rule or the duty list. The resident reads this too."),
    )


class DecideForm(ActForm):
    agreed = forms.ChoiceField(
        label=_("Is the unit right?"),
        choices=[
            ("yes", _("Yes: the matter comes back to the desk and is assigned anew")),
            ("no", _("No: it stays with the unit, which cannot return it again")),
        ],
        widget=forms.RadioSelect,
    )
    words = words(_("Why"), help_text=_("The unit and the resident read this."), rows=3)


class SortingForm(AssignForm):
    """The desk may decide in the same go how the matter is handled."""

    procedure = forms.ChoiceField(label=_("How it is handled"), required=False)
    procedure_because = forms.CharField(
        label=_("Why it is handled like this"),
        max_length=300,
        required=False,
        help_text=_("Only needed when you change it. The resident reads this."),
    )

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["procedure"], procedures)
        self.fields["procedure"].initial = self.matter.procedure

    def clean_procedure_because(self) -> str:
        because = str(self.cleaned_data["procedure_because"]).strip()
        another = self.cleaned_data.get("procedure") not in ("", None, self.matter.procedure)
        if another and not because:
            raise forms.ValidationError(_("Say why, so that the resident can understand it."))
        return because


class DesignateForm(AssignForm):
    words = words(_("Why this unit"), help_text=_("The units and the resident read this."), rows=3)

    field_order = ("version", "queue", "lead", "words")


class AskForm(ActForm):
    question = words(
        _("What you need to know"),
        help_text=_("One question at a time, in plain words. Your own time goes on running."),
    )


class ExtendForm(ActForm):
    days = forms.IntegerField(
        label=_("How many days more"),
        min_value=1,
        max_value=30,
        initial=5,
        help_text=_("1 to 30 days. The first promise stays on the record."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    reason = words(_("Why"), help_text=_("The resident reads this when it is approved."), rows=3)


class DecideTimeForm(ActForm):
    approved = forms.ChoiceField(
        label=_("More time?"),
        choices=[("yes", _("Yes, and the resident is told why")), ("no", _("No, the date stays"))],
        widget=forms.RadioSelect,
    )


class ReadForm(ActForm):
    agreed = forms.ChoiceField(
        label=_("May it go out?"),
        choices=[("yes", _("Yes, send it")), ("no", _("No, back to the writer"))],
        widget=forms.RadioSelect,
    )
    words = words(_("What the writer should know"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("agreed") == "no" and not cleaned.get("words"):
            self.add_error("words", _("Say what has to change."))
        return cleaned


class RedirectForm(ActForm):
    route = forms.ChoiceField(label=_("Which way"), choices=Route.choices)
    where = words(_("Where"), help_text=_("The body, its address, telephone and hours."), rows=2)
    by_when = words(_("By when"), rows=2)
    bring = words(_("What to bring"), rows=3)
    ground = words(_("Why it cannot be decided here"), help_text=_("The law with its article."))


class JoinForm(ActForm):
    into = forms.IntegerField(label=_("Number of the matter"), min_value=1)


class DeliveredForm(ActForm):
    answer = forms.IntegerField(widget=forms.HiddenInput)
    voice = forms.ChoiceField(label=_("Who signed"))

    def __init__(self, *args: Any, voices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["voice"], voices)


class MessageForm(ActForm):
    text = words(_("What you want to say"), rows=4)
    call_back = forms.BooleanField(
        label=_("Ask the resident to call: say which number and when"), required=False
    )


class RevealForm(ActForm):
    reason = forms.ChoiceField(
        label=_("Why you need it"), choices=OF_A_MATTER, widget=forms.RadioSelect
    )
