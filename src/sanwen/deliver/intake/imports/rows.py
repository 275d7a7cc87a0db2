"""From a line of a file to a message with what belongs to it, or to the reason why not."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.dates import moment
from sanwen.deliver.intake.imports.mapping import Columns
from sanwen.deliver.intake.imports.reading import Line
from sanwen.deliver.matters import rules as matters
from sanwen.integrity.vault import rules, shapes
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.methods.text import first_words, visible

LONGEST = 20_000
LONGEST_PLACE = 200
LONGEST_NUMBER = 120
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What was answered before, elsewhere; `unit` is the name the file gives, if it gives one."""

    text: str
    at: datetime
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    draft: Draft
    answer: PastAnswer | None = None


@dataclass(frozen=True, slots=True)
class WrongRow:
    line: int
    reason: str


def read(line: Line, columns: Columns, *, now: datetime, zone: tzinfo) -> Row | WrongRow:
    try:
        return _Reader(line, columns, now, zone).row()
    except NotAllowed as no:
        return WrongRow(line.number, str(no))


@dataclass(frozen=True, slots=True)
class _Reader:
    line: Line
    columns: Columns
    now: datetime
    zone: tzinfo

    def row(self) -> Row:
        answer = self.answer()
        said_at = self.moment("said_at") or (answer.at if answer else None)
        if answer and said_at:
            matters.may_take_over(asked_at=said_at, answered_at=answer.at, now=self.now).require()
        draft = Draft(
            text=self.words(),
            channel=Channel.IMPORT,
            contact=self.contact(reachable=answer is None),
            said_at=said_at,
            place=first_words(self.cell("place"), LONGEST_PLACE),
            source=self.cell("number")[:LONGEST_NUMBER],
        )
        return Row(self.line.number, draft, answer)

    def cell(self, field: str) -> str:
        text = self.line.cell(self.columns.of.get(field))
        if _BROKEN.search(text):
            raise NotAllowed(
                _("Some characters of this row are broken. Write it again and import that row.")
            )
        return visible(text).strip()

    def words(self) -> str:
        """All that the person wrote: the title is theirs too, and is not said twice."""
        title, body = self.cell("title"), self.cell("text")
        text = body if body.startswith(title) else f"{title}\n{body}".strip()
        if not text:
            raise NotAllowed(_("There are no words in this row."))
        if len(text) > LONGEST:
            raise NotAllowed(
                _("The text has %(length)d characters; up to %(most)d can be taken in.")
                % {"length": len(text), "most": LONGEST}
            )
        return text

    def moment(self, field: str) -> datetime | None:
        text = self.cell(field)
        if not text:
            return None
        found = moment(text, self.zone)
        if found is None:
            raise NotAllowed(_("“%(text)s” is no date that we can read.") % {"text": text[:40]})
        return found

    def contact(self, *, reachable: bool) -> ContactDraft:
        name, phone, email = self.cell("name"), self.cell("phone"), self.cell("email")
        way = Way.CODE_ONLY
        if reachable and shapes.phone_is_right(phone):
            way = Way.PHONE
        elif reachable and shapes.email_is_right(email):
            way = Way.EMAIL
        draft = ContactDraft(name=name, phone=phone, email=email, wishes=way)
        rules.may_keep(draft).require()
        return draft

    def answer(self) -> PastAnswer | None:
        text, at = self.cell("answer"), self.moment("answered_at")
        if not text:
            return None
        if at is None:
            raise NotAllowed(_("There is an answer in this row, but not when it was given."))
        return PastAnswer(text, at, self.cell("unit"))
