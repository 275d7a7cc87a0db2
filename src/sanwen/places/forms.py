"""The shape of what an administrator uploads."""

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2100


class UploadForm(forms.Form):
    file = forms.FileField(label=_("The table"), help_text=_("CSV; UTF-8, GB18030 or UTF-16."))


class AreasForm(UploadForm):
    year = forms.IntegerField(
        label=_("Codes of the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    file = forms.FileField(label=_("The table"), help_text=_("CSV, or GeoJSON with boundaries."))


class CalendarForm(UploadForm):
    year = forms.IntegerField(
        label=_("Notice for the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    title = forms.CharField(label=_("Title of the notice"), max_length=200)
    source = forms.CharField(
        label=_("Where it was published"), max_length=300, required=False, help_text=_("A link.")
    )


class ContactSearchForm(forms.Form):
    q = forms.CharField(label=_("Unit, street or number"), required=False, max_length=60)
