"""A form field for people's words: every script is taken, control signs are not."""

import unicodedata
from typing import Any

from django import forms

from sanwen.methods.text import visible


class Words(forms.CharField):
    """What somebody typed, without NUL and control signs; only invisible signs are nothing."""

    def to_python(self, value: Any) -> str:
        text = visible(str(value or ""))
        if all(unicodedata.category(sign)[0] in "ZC" for sign in text):
            text = ""
        return str(super().to_python(text))
