"""Answers on their way from page to page, in the page itself: nothing of them is kept before they
are handed in, neither here nor in a cookie."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from sanwen.verdict.surveys import questionnaire
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.models import Question

LONGEST = 20_000


def write(replies: Mapping[int, Reply]) -> str:
    return json.dumps({number: _told(reply) for number, reply in replies.items()})


def _told(reply: Reply) -> list[object]:
    amount = None if reply.number is None else str(reply.number)
    return [list(reply.options), amount, reply.words, reply.missing]


def read(text: str, questions: Sequence[Question]) -> dict[int, Reply]:
    """What fits the questions; anything else was not written by our page and is left out."""
    known = {str(question.number): question for question in questions}
    found: dict[int, Reply] = {}
    if len(text) > LONGEST:
        return found
    with suppress(ValueError):
        told = json.loads(text or "{}")
        for number, cells in told.items() if isinstance(told, dict) else ():
            reply = _reply(cells)
            question = known.get(number)
            if question and reply is not None and questionnaire.fits(question, reply):
                found[question.number] = reply
    return found


def _reply(cells: object) -> Reply | None:
    match cells:
        case [list() as options, (str() | None) as amount, str() as words, str() as missing]:
            if not all(isinstance(each, str) for each in options):
                return None
            try:
                number = None if amount is None else Decimal(amount)
            except InvalidOperation:
                return None
            if number is not None and not number.is_finite():
                return None
            return Reply(tuple(options), number, words, missing)
    return None
