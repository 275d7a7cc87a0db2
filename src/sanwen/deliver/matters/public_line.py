"""The one line that everybody may read: masked where it tells who somebody is; a clerk sees it."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanwen.listen.voices import masking

_MASKED = _(
    "You wrote: “%(line)s”. We found %(kinds)s and masked it below. Read the line once more and "
    "send it, or tick that nothing in it tells who somebody is."
)


class PublicLineForm(forms.Form):
    public_summary = forms.CharField(
        label=_("One line for the public"), max_length=masking.LONGEST_LINE, required=False
    )
    as_written = forms.BooleanField(
        label=_("Nothing in this line tells who somebody is: show it as I write it"),
        required=False,
    )

    def show_example(self, words: str) -> None:
        self.fields["public_summary"].help_text = _(
            "No names, no numbers. Empty means that nobody outside sees it. Example: “%(line)s”"
        ) % {"line": masking.line_for_everybody(words)}

    def clean_as_written(self) -> bool:
        """A line with personal data is not shown: the clerk gets it masked and sees what was."""
        as_written = bool(self.cleaned_data["as_written"])
        line = self.cleaned_data.get("public_summary", "")
        found = () if as_written else masking.for_everybody(line).found
        if found:
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("public_summary")] = masking.line_for_everybody(line)
            self.data = data
            told = {"line": line, "kinds": masking.in_words(found)}
            self.add_error("public_summary", _MASKED % told)
        return as_written
