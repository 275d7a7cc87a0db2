"""A letter that was read and compared fills the clerk's form: its words, its pages, its channel."""

from dataclasses import replace
from typing import Any

from sanwen.listen.letters import actions as letters
from sanwen.listen.letters.models import Letter
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.people.requests import StaffRequest


def chosen(request: StaffRequest) -> Letter | None:
    """The letter that the address or the form names, if a clerk confirmed its words."""
    number = request.POST.get("letter") or request.GET.get("letter", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    visible = Letter.objects.visible_to(request.user).open().exclude(confirmed_at=None)
    return visible.filter(pk=int(number)).first()


def prefilled(request: StaffRequest) -> dict[str, Any]:
    letter = chosen(request)
    if letter is None:
        return {}
    return {"channel": Channel.LETTER, "text": letter.confirmed_text, "desk": letter.received_by_id}


def with_pages(draft: Draft, letter: Letter | None) -> Draft:
    """The pages go with the voice, before whatever else was attached."""
    if letter is None:
        return draft
    pages = tuple(letters.picture_of(page) for page in letter.pages.all())
    return replace(draft, pictures=(*pages, *draft.pictures))
