"""The log of safety events tells what happened; words that file people under a label go back."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.intake.imports import labels


def may_be_logged(words: str) -> Ruling:
    if not words.strip():
        return refused(_("Write in a few words what happened."))
    label = labels.label_in(words)
    if label is None:
        return ALLOWED
    return refused(
        _(
            "“%(label)s” says what kind of person somebody is held to be. Write what happened: "
            "what was done or said, and what staff need now."
        )
        % {"label": label}
    )
