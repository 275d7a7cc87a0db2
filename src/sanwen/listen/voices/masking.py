"""Before words leave their circle: masked, with what units publish of themselves left to read."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from sanwen.methods.personal import Kind, Mark, Masked, labels_for, masked
from sanwen.methods.text import first_words
from sanwen.places.published import contacts

# What the public list of open matters has room for.
LONGEST_LINE = 120
KINDS: "Mapping[Kind, str | Promise]" = {
    Kind.PHONE: _("a telephone number"),
    Kind.ID: _("an ID number"),
    Kind.CARD: _("a bank card"),
    Kind.EMAIL: _("an e-mail address"),
    Kind.ACCOUNT: _("an account (WeChat, QQ or the like)"),
    Kind.PLATE: _("a number plate"),
    Kind.DOCUMENT: _("the number of a document"),
    Kind.NAME: _("a name"),
    Kind.HOUSE: _("a house number"),
}


def for_everybody(text: str) -> Masked:
    """The text as it may be public or shared across units; labels are in the text's language."""
    return masked(text, keep=contacts(), labels=labels_for(text))


def line_for_everybody(text: str) -> str:
    """The masked beginning: masked first, so that a cut never leaves half a number."""
    return first_words(for_everybody(text).text, LONGEST_LINE)


def in_words(found: Iterable[Mark]) -> str:
    """What kinds of data were found, for the reader: “a name, a telephone number”."""
    kinds = dict.fromkeys(mark.kind for mark in found)
    return pgettext("between kinds of data", ", ").join(str(KINDS[kind]) for kind in kinds)
