"""Pictures in a form: up to six, each checked and re-encoded on arrival."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.listen.voices import pictures

MOST_PICTURES = 6


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PicturesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> tuple[pictures.Picture, ...]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PICTURES:
            raise ValidationError(_("Please choose six pictures at most."))
        return tuple(pictures.read(file, size=file.size) for file in files)
