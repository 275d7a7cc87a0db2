"""How a form becomes accessible markup: a field, a form, choices as cards or faces."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

# Django says these; our catalogue says them our way.
SAID_OUR_WAY = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("The submitted file is empty."),
)


class PlainForms(DjangoTemplates):
    """FORM_RENDERER in the settings: `{{ form }}` and `{{ field.as_field_group }}` are ours."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class RadioCards(forms.RadioSelect):
    """Choices as cards, each with a line that says what it means and what it costs."""

    template_name = "components/radio_cards.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        hints: Mapping[str, "str | Promise"] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option
