"""What a respondent fills in: a code, one answer at a time. Shape only."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.core.codes import is_valid
from sanwen.core.fields import Words
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.models import Missing, Question, Shape
from sanwen.verdict.surveys.questionnaire import LARGEST_NUMBER, LONGEST_WORDS

# Values of options are given by us and never begin so.
_INSTEAD = {f"_{value}": value for value in (Missing.DONT_KNOW, Missing.REFUSED)}
_ONE = (Shape.ONE, Shape.SCALE, Shape.YES_NO)


class CodeForm(forms.Form):
    code = Words(
        label=gettext_lazy("The code on your letter"),
        help_text=gettext_lazy("Twelve characters, on your letter. Spaces and case do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not is_valid(code):
            raise forms.ValidationError(
                _("This is no code as we print them. Please compare it with your letter.")
            )
        return code


def instead() -> list[tuple[str, str]]:
    """Stands under every question."""
    return [
        (f"_{Missing.DONT_KNOW}", _("I cannot say")),
        (f"_{Missing.REFUSED}", _("I would rather not say")),
    ]


class QuestionForm(forms.Form):
    """One question. `reply` is what was answered, also where that is nothing."""

    def __init__(
        self, question: Question, data: Any = None, *, known: Reply | None = None, prefix: str = ""
    ) -> None:
        super().__init__(data, prefix=prefix or None)
        self.question = question
        field = _field(question)
        field.label, field.help_text = question.text, question.help
        field.required = False
        self.fields["answer"] = field
        if question.shape not in _ONE:
            self.fields["instead"] = forms.ChoiceField(
                label=_("Or"), choices=instead(), widget=forms.RadioSelect, required=False
            )
        if known is not None:
            self._show(known)

    def _show(self, known: Reply) -> None:
        if known.missing:
            where = "answer" if self.question.shape in _ONE else "instead"
            self.initial[where] = f"_{known.missing}"
        elif self.question.shape in _ONE:
            self.initial["answer"] = known.options[0] if known.options else ""
        else:
            self.initial["answer"] = known.number or known.words or list(known.options)

    @property
    def is_empty(self) -> bool:
        given = self.cleaned_data
        return given.get("answer") in (None, "", []) and not given.get("instead")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("instead") and cleaned.get("answer") not in (None, "", []):
            self.add_error("answer", _("Answer, or choose that you do not; not both."))
        return cleaned

    def answered(self) -> bool:
        """Whether something was chosen; else the error says what to do."""
        if self.is_valid() and self.is_empty:
            self.add_error("answer", _("Choose an answer, or that you would rather not say."))
        return self.is_valid()

    @property
    def reply(self) -> Reply:
        given = self.cleaned_data
        answer: Any = given.get("answer")
        other = str(given.get("instead") or (answer if answer in list(_INSTEAD) else ""))
        if other:
            return Reply(missing=_INSTEAD[other])
        match self.question.shape:
            case Shape.NUMBER:
                return Reply(number=Decimal(answer))
            case Shape.WORDS:
                return Reply(words=str(answer))
            case Shape.SEVERAL:
                return Reply(tuple(answer))
            case _:
                return Reply((str(answer),))


def _field(question: Question) -> forms.Field:
    options = [(value, text) for value, text in question.options]
    match question.shape:
        case Shape.NUMBER:
            return forms.DecimalField(
                min_value=0, max_value=LARGEST_NUMBER - 1, decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
            )  # fmt: skip
        case Shape.WORDS:
            return Words(max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))
        case Shape.SEVERAL:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
        case _:
            return forms.ChoiceField(choices=[*options, *instead()], widget=forms.RadioSelect)
