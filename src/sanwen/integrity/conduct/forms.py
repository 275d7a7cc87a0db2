"""Human input on a sealed report: a reason to open it, words to the reporter, what was found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.integrity.conduct.models import Conclusion
from sanwen.integrity.conduct.rules import LONGEST, LONGEST_REASON


class UnsealForm(forms.Form):
    because = Words(
        label=_("Why do you want to open it?"),
        help_text=_("The reason is recorded and the second person reads it."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say why you want to open it; the reason is recorded.")},
    )


class ReplyForm(forms.Form):
    text = Words(
        label=_("Write to whoever made the report"),
        help_text=_("They read it by their code. Do not ask who they are."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write something.")},
    )


class ConcludeForm(ReplyForm):
    conclusion = forms.ChoiceField(
        label=_("What was found"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what was found.")},
    )
    field_order = ("conclusion", "text")
