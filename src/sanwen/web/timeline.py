"""The resident's timeline: each step in words, with its day, its unit and its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanwen.deliver.matters.models import Step
from sanwen.web.level_words import LEVEL_WORDS

WORDS: Mapping[str, Promise] = {
    "register": gettext_lazy("We have your message and gave it a number."),
    "accept": gettext_lazy("Your matter was accepted."),
    "sort": gettext_lazy("We changed how it is handled. You have an answer by %(due)s."),
    "assign": gettext_lazy("It was given to %(unit)s."),
    "take": gettext_lazy("%(unit)s has begun."),
    **LEVEL_WORDS,
    "object": gettext_lazy("%(unit)s says it is not theirs. We decide by %(due)s."),
    "agree": gettext_lazy("That is right; we look for the responsible unit."),
    "refuse_return": gettext_lazy("We decided that it stays with %(unit)s."),
    "ask": gettext_lazy("%(unit)s asks you something. Please answer by %(due)s if you can."),
    "hear": gettext_lazy("%(unit)s goes on."),
    "add": gettext_lazy("You added something."),
    "extend": gettext_lazy("%(unit)s needs longer. The new date is %(due)s."),
    "recuse": gettext_lazy(
        "Somebody who may have an interest keeps away from your matter. Others go on with it."
    ),
    "pass_up": gettext_lazy(
        "%(unit)s took it over, because everybody in the unit below keeps away."
    ),
    "recount": gettext_lazy("The days off were announced. The date is now %(due)s."),
    "answer": gettext_lazy("%(unit)s answered."),
    "paper": gettext_lazy("%(unit)s issued a paper for you."),
    "redirect": gettext_lazy(
        "The law has another way for this. It is shown at the top of this page."
    ),
    "deliver": gettext_lazy("The answer reached you. You may ask for a review until %(due)s."),
    "judge": gettext_lazy("The matter was closed after the verdict."),
    "lapse": gettext_lazy(
        "Nobody judged in the time given, so the matter was closed. You can still judge it."
    ),
    "reopen": gettext_lazy("It is not solved, so it was reopened. The new date is %(due)s."),
    "join": gettext_lazy("It was joined to a matter that asks for the same."),
    "joined_by": gettext_lazy("More people asked for the same."),
    "part": gettext_lazy("The joining was undone."),
    "withdraw": gettext_lazy("You withdrew it."),
    "inspect": gettext_lazy(
        "Supervisors looked at how it was handled and told %(unit)s what to put right."
    ),
    "ask_review": gettext_lazy(
        "A review was asked for. %(unit)s decides by %(due)s; whoever answered has no say in it."
    ),
    "ask_second": gettext_lazy(
        "A second review was asked for. %(unit)s decides by %(due)s, with other people."
    ),
    "join_review": gettext_lazy("You joined the review that runs. It is decided by %(due)s."),
    "late_review": gettext_lazy(
        "You asked after your 30 days. A person of %(unit)s decides whether it is looked at."
    ),
    "take_up": gettext_lazy("%(unit)s looks at it although it came late; it decides by %(due)s."),
    "turn_down": gettext_lazy(
        "%(unit)s could not take up the late request. Why, and what you can do, stands above."
    ),
    "drop_review": gettext_lazy("The request for a review was taken back."),
    "hearing": gettext_lazy(
        "%(unit)s hears you. When and where stands above; the decision is due by %(due)s."
    ),
    "heard": gettext_lazy("The hearing was held. The decision is due by %(due)s."),
    "no_hearing": gettext_lazy("The hearing was called off. The decision is due by %(due)s."),
    "review": gettext_lazy("%(unit)s decided the review."),
    "opinion": gettext_lazy(
        "The opinion reached you. You may ask for a second review until %(due)s."
    ),
    "last_opinion": gettext_lazy("The opinion reached you."),
    "redo": gettext_lazy(
        "%(unit)s sent it back to be done anew. The new answer is promised for %(due)s."
    ),
    "review_over": gettext_lazy(
        "Nobody asked for a second review in the time given, so the matter was closed."
    ),
    "second_review": gettext_lazy(
        "%(unit)s decided the second review. The procedure has come to its end; help goes on."
    ),
    "help": gettext_lazy("%(unit)s explained or helped."),
    "excluded": gettext_lazy(
        "Two people decided that this matter is not counted as solved or not. You can object."
    ),
    "exclusion_objected": gettext_lazy(
        "You objected. It counts again until a third person has decided."
    ),
    "exclusion_upheld": gettext_lazy(
        "A third person read the objection and decided that the matter stays uncounted."
    ),
    "exclusion_lifted": gettext_lazy(
        "A third person read the objection and decided that the matter counts."
    ),
    "checked": gettext_lazy("%(unit)s looked on the spot whether it is solved."),
}


@dataclass(frozen=True, slots=True)
class Line:
    when: str
    iso: str
    what: str
    who: str = ""
    why: str = ""
    mark: str = ""


def day_in_words(day: date) -> str:
    """2026年11月26日（周四）, Thursday 26 November 2026."""
    if (get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    return date_format(day, "l j F Y")


def moment_in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date())} {local:%H:%M}"


def lines(steps: Iterable[Step]) -> list[Line]:
    """Newest first. Steps of the house itself and unknown verbs are left out."""
    told = [_line(step) for step in steps if not step.inside and step.verb in WORDS]
    told.reverse()
    return (
        [Line(told[0].when, told[0].iso, told[0].what, told[0].who, told[0].why, "now")] + told[1:]
        if told
        else []
    )


def _line(step: Step) -> Line:
    unit = step.unit.name_in(get_language() or "") if step.unit else ""
    what = str(WORDS[step.verb]) % {
        "unit": unit or _("The unit"),
        "due": day_in_words(step.due_on) if step.due_on else "",
    }
    return Line(
        when=moment_in_words(step.at),
        iso=step.at.isoformat(timespec="minutes"),
        what=what,
        why=step.words,
    )
