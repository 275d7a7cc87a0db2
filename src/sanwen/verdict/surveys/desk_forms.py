"""What the desk of surveys fills in. Shape only: whether it may be is asked of the rules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.methods.surveys import How
from sanwen.places.models import Unit
from sanwen.verdict.surveys.drafts import Announcement, Plan, QuestionDraft, SurveyDraft
from sanwen.verdict.surveys.models import Moment, Question, Shape, Stratum, Survey
from sanwen.verdict.surveys.readiness import FEWEST_IN_STRATUM
from sanwen.verdict.surveys.states import Kind

LARGEST_FILE = 10 * 1024 * 1024


def _long(label: Any, *, rows: int = 3, **options: Any) -> Words:
    return Words(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def _number(label: Any, most: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=options.pop("least", 1), max_value=most, **options
    )


class SurveyForm(forms.Form):
    title = Words(label=_("Title"), max_length=80)
    kind = forms.ChoiceField(label=_("Who is asked"), choices=Kind.choices)
    purpose = _long(_("Why it is asked, in words for those who are asked"), max_length=300)
    about = Words(
        label=_("What is judged"),
        help_text=_("It stands in the ready questions: 对“……”，您满意不满意？"),
        max_length=160,
    )
    about_ref = Words(
        label=_("Its number"), max_length=40, required=False,
        help_text=_("As C-12, D-3 or N-7. On the page of promise N-7 such a survey is shown, too."),
    )  # fmt: skip
    about_unit = forms.TypedChoiceField(
        label=_("The unit that is judged"), required=False, coerce=int, empty_value=None,
        help_text=_("Nobody who works there makes the calls."),
    )  # fmt: skip
    own_because = Words(
        label=_("If that is the unit that asks: why no other unit does"),
        max_length=200, required=False,
    )  # fmt: skip
    who_asks = Words(label=_("Who is asking"), max_length=120)
    who_pays = Words(label=_("Who pays"), max_length=120)
    population = Words(
        label=_("Whom it is to speak for"),
        help_text=_("For example: people of 16 and over who live in Liuxi."),
        max_length=160,
    )
    minutes = _number(_("How many minutes it takes"), 30, initial=3)
    margin = forms.DecimalField(
        label=_("How exact it should be, in percentage points"),
        help_text=_("5 means: half the interval is 5 points wide."),
        min_value=Decimal(1), max_value=Decimal(30), decimal_places=1, required=False,
    )  # fmt: skip
    opens_on = _day(_("First day"))
    closes_on = _day(_("Last day"))
    moment = forms.ChoiceField(label=_("Before or after it"), choices=Moment.choices)
    before = forms.TypedChoiceField(
        label=_("The earlier wave"), required=False, coerce=int, empty_value=None
    )
    is_confidential = forms.BooleanField(
        label=_("Answers stay tied to the list (confidential, not anonymous)"), required=False,
        help_text=_("Only to put right what did not reach somebody; they are told so first."),
    )  # fmt: skip
    cannot_say = _long(_("What it cannot say"), max_length=400, required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        judged: Sequence[Unit],
        waves: Sequence[Survey],
        one: Survey | None = None,
        **kwargs: Any,
    ) -> None:
        if one is not None:
            kwargs["initial"] = _initial(one)
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in (*units, *judged)}
        self.waves = {wave.pk: wave for wave in waves}
        self._choose("about_unit", [("", "—"), *((u.pk, u.name) for u in judged)])
        self._choose("before", [("", "—"), *((w.pk, f"{w.ref} {w.title}") for w in waves)])
        if one is None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Unit that asks"), choices=[(u.pk, u.name) for u in units], coerce=int
            )
            self.order_fields(["unit"])
        elif one.belongs_to:
            for name in ("about_ref", "about_unit", "is_confidential", "own_because"):
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_about_ref(self) -> str:
        return str(self.cleaned_data["about_ref"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if bool(first) != bool(last):
            self.add_error("closes_on", _("It has a first and a last day."))
        elif first and last and last < first:
            self.add_error("closes_on", _("It ends on its first day, or later."))
        return cleaned

    def draft(self) -> SurveyDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name != "unit"}
        given["about_unit"] = self.units.get(given.get("about_unit") or 0)
        given["before"] = self.waves.get(given["before"])
        given["kind"], given["moment"] = Kind(given["kind"]), Moment(given["moment"])
        return SurveyDraft(**given)


def _initial(one: Survey) -> dict[str, Any]:
    known = {name: getattr(one, name) for name in SurveyForm.base_fields if hasattr(one, name)}
    return known | {"about_unit": one.about_unit_id, "before": one.before_id}


class SetForm(forms.Form):
    which = forms.ChoiceField(
        label=_("Ready questions"),
        choices=[
            ("four_agree", _("The four questions: 拥护 · 赞成 · 答应 · 满意")),
            ("four_glad", _("The four questions: 拥护 · 高兴 · 答应 · 满意")),
            ("four_fifth", _("All five wordings: 拥护 · 赞成 · 高兴 · 答应 · 满意")),
            ("senses", _("The three senses: 获得感 · 幸福感 · 安全感")),
            ("kept", _("Acceptance of a promise: 承诺的事做到了吗？")),
        ],
    )


class QuestionForm(forms.Form):
    text = Words(
        label=_("The question, exactly as it is read out"), max_length=200,
        help_text=_("One thing at a time, and no answer in the question."),
    )  # fmt: skip
    help = Words(label=_("A word of help"), max_length=200, required=False)
    shape = forms.ChoiceField(label=_("How it is answered"), choices=Shape.choices)
    options = _long(
        _("Options, one a line"), rows=5, required=False,
        help_text=_("A star (*) before a line: it counts as a yes in the first share."),
    )  # fmt: skip
    after = forms.ChoiceField(label=_("Only after this answer"), required=False)

    def __init__(self, *args: Any, earlier: Sequence[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("everybody is asked"))] + [
            (f"{each.number}:{value}", f"{each.number}. {each.text} → {text}")
            for each in earlier
            for value, text in each.options
        ]

    def draft(self) -> QuestionDraft:
        given = self.cleaned_data
        lines = [line.strip() for line in given["options"].splitlines() if line.strip()]
        shape = Shape(given["shape"])
        names = ["yes", "no"] if shape == Shape.YES_NO else [str(n) for n in range(1, 100)]
        pairs = list(zip(names, lines, strict=False))
        number, _colon, value = given["after"].partition(":")
        return QuestionDraft(
            shape=shape,
            text=given["text"],
            help=given["help"],
            options=[(name, line.lstrip("*＊ ")) for name, line in pairs]
            if shape not in (Shape.NUMBER, Shape.WORDS)
            else [],
            favourable=[name for name, line in pairs if line[0] in "*＊"],
            after_number=int(number) if number else None,
            after_options=[value] if value else [],
        )


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("The list, as CSV or workbook"),
        help_text=_(
            "A column 编号, if wanted 层 (the part it is drawn in), and how to reach people: "
            "姓名, 电话, 地址, 邮箱. Nothing else is taken in."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.et,.ods"}),
    )

    def __init__(self, *args: Any, with_size: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_size:
            self.fields["file"].help_text = gettext(
                "Columns 编号, 层 (the way it passes), 应得金额 (how much was meant for each, in "
                "yuan), and how to reach people: 电话 or 地址. Nothing else is taken in."
            )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(gettext("The file is larger than 10 MB."))
        return bytes(file.read())


class ProposalForm(forms.Form):
    """Looked at as often as one likes; nothing is kept by it."""

    margin = forms.DecimalField(
        label=_("How exact, in percentage points"), min_value=Decimal(1), max_value=Decimal(30)
    )
    response = _number(_("How many of 100 will probably answer"), 100)
    how = forms.ChoiceField(
        label=_("How the parts share the sample"),
        choices=[
            (How.PROPORTIONAL, _("in proportion")),
            (How.SQUARE_ROOT, _("small parts get more (square root)")),
            (How.EQUAL, _("each part the same")),
        ],
    )


class PlanForm(forms.Form):
    """One number for each stratum."""

    def __init__(self, strata: Sequence[Stratum], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._strata = list(strata)
        for each in strata:
            self.fields[f"s{each.pk}"] = _number(
                gettext("%(stratum)s (of %(many)d)")
                % {"stratum": each.name or gettext("All"), "many": each.population},
                each.population,
                least=min(FEWEST_IN_STRATUM, each.population),
            )

    def plans(self) -> list[Plan]:
        return [Plan(each.name, self.cleaned_data[f"s{each.pk}"]) for each in self._strata]


class AnnounceForm(forms.Form):
    list_source = Words(
        label=_("Where the list comes from"), max_length=200,
        help_text=_("Of which day, and who is missing on it."),
    )  # fmt: skip
    seed_source = Words(
        label=_("Out of which number the lot is drawn"), max_length=200,
        help_text=_("One that nobody knows today: the draw of a lottery on a named day."),
    )  # fmt: skip
    seed_on = _day(_("On which day it is known"), required=True)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if survey.kind != Kind.SAMPLE:
            del self.fields["seed_source"], self.fields["seed_on"]
        if survey.kind == Kind.OPEN:
            del self.fields["list_source"]

    def announcement(self) -> Announcement:
        return Announcement(**self.cleaned_data)


class SeedForm(forms.Form):
    seed = Words(label=_("The number that was drawn"), max_length=200)


class BecauseForm(forms.Form):
    because = _long(_("The reason; everybody reads it"), max_length=300)


class MarginForm(forms.Form):
    """How many people of the population belong to each option of a question."""

    source = Words(label=_("Where the figures stand"), max_length=200)

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._question = question
        for value, text in question.options:
            self.fields[f"o_{value}"] = _number(text, 10**9)
        self.order_fields([f"o_{value}" for value in question.values])

    def known(self) -> list[tuple[str, int]]:
        return [(value, self.cleaned_data[f"o_{value}"]) for value in self._question.values]
