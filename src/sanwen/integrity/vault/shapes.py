"""Telephone numbers and e-mail addresses as people write them: made comparable, and judged."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.ruling import ALLOWED, Ruling, refused

MOBILE_DIGITS = 11
_SPACING = re.compile(r"[\s\-‐-―._/()]+")
_CHINA = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")
_EXTENSION = re.compile(r"(?:转|ext|x|#|,)\d{1,6}$", re.IGNORECASE)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0[1-9]\d{1,2})?[2-9]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}|1\d{4}|9\d{4,5}")
_ABROAD = re.compile(r"\+[1-9]\d{7,14}")


def plain_phone(text: str) -> str:
    """The number as dialled inside China: no spaces, no +86, no full-width signs, no extension."""
    narrow = unicodedata.normalize("NFKC", text)
    return _CHINA.sub("", _EXTENSION.sub("", _SPACING.sub("", narrow)))


def plain_email(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def phone_is_right(text: str) -> Ruling:
    number = plain_phone(text)
    if any(shape.fullmatch(number) for shape in (_MOBILE, _LANDLINE, _SERVICE, _ABROAD)):
        return ALLOWED
    if not number.lstrip("+").isdecimal():
        return refused(_("A telephone number has digits only."))
    if re.match(r"1[3-9]", number):
        return refused(_mobile_length(len(number)))
    return refused(_("Write a mobile number, or a landline number with its area code."))


def _mobile_length(digits: int) -> str:
    missing = MOBILE_DIGITS - digits
    if missing > 0:
        return ngettext(
            "The mobile number is %(missing)d digit short.",
            "The mobile number is %(missing)d digits short.",
            missing,
        ) % {"missing": missing}
    return ngettext(
        "The mobile number is %(extra)d digit too long.",
        "The mobile number is %(extra)d digits too long.",
        -missing,
    ) % {"extra": -missing}


def email_is_right(text: str) -> Ruling:
    address = plain_email(text)
    if "@" not in address:
        return refused(_("The e-mail address has no @."))
    try:
        validate_email(address)
    except ValidationError:
        return refused(_("The e-mail address is not complete, as in name@example.cn."))
    return ALLOWED
