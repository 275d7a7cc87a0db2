"""What a machine points out about an opinion, each with its reason. A person decides."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanwen.counsel.consultations.alike import alike
from sanwen.counsel.consultations.models import HoldReason
from sanwen.counsel.consultations.reading import Shown
from sanwen.listen.voices.masking import for_everybody, in_words
from sanwen.methods.personal import CHINESE, ENGLISH

# Words that hurt people and say nothing of what to do. Sharp words about things are none.
_INSULTS = re.compile(
    r"傻[逼叉bB]|脑残|智障|王八|混蛋|滚蛋|畜生|狗官|人渣|废物|白痴|去死|你妈"
    r"|\b(?:idiots?|morons?|stupid|bastards?|scum)\b",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"https?://|www\.|加.{0,3}(?:微信|[vV]信|QQ)|优惠|折扣|代理|包过|低价|扫码|免费领",
    re.IGNORECASE,
)
_MASKED = re.compile("|".join(re.escape(one) for one in (*CHINESE.values(), *ENGLISH.values())))
_QUESTION = re.compile(r"[?？]\s*$")
_TWO = re.compile(r"[;；]|[。.!?！？]\s*\S")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For holding back: a reason of the list. For joining: the statement it is like."""

    because: str
    reason: HoldReason | None = None
    like: Shown | None = None


def suggestions(text: str, shown: Iterable[Shown], *, number: int) -> list[Suggestion]:
    return [*_alike(text, shown, number), *_personal(text), *_wording(text)]


def _alike(text: str, shown: Iterable[Shown], number: int) -> Iterator[Suggestion]:
    for one in alike(text, shown, but=number):
        because = _("Both say: %(words)s") % {"words": "、".join(one.shared)}
        yield Suggestion(because, like=one.shown)


def _personal(text: str) -> Iterator[Suggestion]:
    found = for_everybody(text).found
    if found:
        yield Suggestion(_("It may still tell %(what)s.") % {"what": in_words(found)},
                         HoldReason.PERSONAL)  # fmt: skip
    elif covered := _MASKED.findall(text):
        yield Suggestion(
            _("Covered before it was stored: %(what)s. Does the rest tell who somebody is?")
            % {"what": " ".join(dict.fromkeys(covered))}
        )


def _wording(text: str) -> Iterator[Suggestion]:
    if insult := _INSULTS.search(text):
        yield Suggestion(_("It says “%(word)s”.") % {"word": insult[0]}, HoldReason.INSULT)
    if selling := _ADVERTISING.search(text):
        yield Suggestion(_("It says “%(word)s”.") % {"word": selling[0]}, HoldReason.ADVERTISING)
    if _QUESTION.search(text):
        because = _("It is a question: can one agree or disagree with it?")
        yield Suggestion(because, HoldReason.UNCLEAR)
    elif _TWO.search(text):
        because = _("It may be several opinions in one: can one agree with a part of it only?")
        yield Suggestion(because)
