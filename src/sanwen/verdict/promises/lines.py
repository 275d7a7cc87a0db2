"""What a clerk types line by line: a step or a village with its day, a measure with its target."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanwen.verdict.promises.drafts import MeasureDraft, StepDraft

MOST = 300
_DAY = re.compile(r"^(?P<words>.+?)[\s,，;；]+(?P<day>\d{4}-\d{1,2}-\d{1,2})$")
_MEASURE = re.compile(
    r"^(?P<words>.+?)[,，;；]\s*(?P<measure>[^,，;；]{1,24})[,，;；]\s*(?P<target>[\d.]+)$"
)


def steps(text: str, *, longest: int) -> list[StepDraft]:
    """“Shiqiao 2026-06-30”, one a line. ValidationError names the line that cannot be read."""
    return [_step(number, line, longest) for number, line in _lines(text)]


def measures(text: str) -> list[MeasureDraft]:
    """“pipes laid, km, 12.5”, one a line."""
    return [_measure(number, line) for number, line in _lines(text)]


def _lines(text: str) -> list[tuple[int, str]]:
    found = [
        (number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    if len(found) > MOST:
        raise ValidationError(_("At most %(most)d lines."), params={"most": MOST})
    return found


def _step(number: int, line: str, longest: int) -> StepDraft:
    match = _DAY.match(line)
    try:
        assert match is not None
        day = date(*(int(part) for part in match["day"].split("-")))
    except (AssertionError, ValueError):
        raise ValidationError(
            _("Line %(number)d needs a day at its end, like 2026-06-30: “%(line)s”."),
            params={"number": number, "line": line},
        ) from None
    return StepDraft(_short(number, match["words"], longest), day)


def _short(number: int, words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    raise ValidationError(
        _("Line %(number)d is longer than %(longest)d characters."),
        params={"number": number, "longest": longest},
    )


def _measure(number: int, line: str) -> MeasureDraft:
    match = _MEASURE.match(line)
    try:
        assert match is not None
        target = Decimal(match["target"])
        if not 0 < target < 10**11:
            raise InvalidOperation
    except (AssertionError, InvalidOperation):
        raise ValidationError(
            _("Line %(number)d needs words, a measure and a target: “%(line)s”."),
            params={"number": number, "line": line},
        ) from None
    words = _short(number, match["words"].strip(), 120)
    return MeasureDraft(words, match["measure"].strip(), target.quantize(Decimal("0.01")))
