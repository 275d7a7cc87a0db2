"""Surveys in words: what a page says of who asks, of what was said, of where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words, left_words
from sanwen.verdict.surveys import branching
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.models import Item, Missing, Moment, Question, Shape, Survey
from sanwen.verdict.surveys.states import Kind, State


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a first page or of a method: what, and how it is."""

    what: str
    how: str


def first_page(survey: Survey, *, by_somebody: bool = False) -> list[Told]:
    """Before the first question: who, why, how long, what becomes of it, and that one may not."""
    return [
        Told(_("Who is asking"), survey.who_asks),
        Told(_("Why"), survey.purpose),
        Told(_("Who pays"), survey.who_pays),
        Told(_("How long it takes"), how_long(survey.minutes)),
        Told(
            _("Who learns what you say"),
            heard(survey) if by_somebody else confidence(survey),
        ),
        Told(
            _("Do I have to?"),
            _(
                "No. Whoever does not answer has no disadvantage, and whoever answers has no "
                "advantage. Each question can be left out."
            ),
        ),
    ]


def how_long(minutes: int) -> str:
    return ngettext("About %(many)d minute.", "About %(many)d minutes.", minutes) % {
        "many": minutes
    }


def heard(survey: Survey) -> str:
    """What is read out before an interview: whoever asks hears it, which no code can undo."""
    if survey.is_confidential:
        return confidence(survey)
    return _(
        "I hear it, and nobody else does. It is kept without your name and without your number of "
        "the list: only the answers, the day, and which of us asked."
    )


def confidence(survey: Survey) -> str:
    if survey.is_confidential:
        return _(
            "Your answers are kept in confidence, but not anonymous: they stay tied to your line "
            "of the list, so that what did not reach you can be put right. Only those who check "
            "see it, and nobody else."
        )
    if survey.kind == Kind.OPEN:
        return _(
            "Nobody. No name and no code is asked for; kept are your answers and the day, no hour."
        )
    return _(
        "Nobody. The code only shows that each answers once. When you hand in, it is used up, and "
        "nothing ties it to your answers; kept are the answers and the day, no hour."
    )


def too_many() -> str:
    return _("Too much came from this connection just now. Please try again in ten minutes.")


@dataclass(frozen=True, slots=True)
class Said:
    number: int
    question: str
    answer: str


def said(questions: Sequence[Question], replies: Mapping[int, Reply]) -> list[Said]:
    """What was answered so far, for a last look."""
    on_the_way = branching.asked(questions, replies)
    return [
        Said(each.number, each.text, in_words(each, replies.get(each.number)))
        for each in questions
        if each.number in on_the_way
    ]


def in_words(question: Question, reply: Reply | None) -> str:
    if reply is None or reply.missing:
        return str(Missing(reply.missing if reply else Missing.REFUSED).label)
    if reply.options:
        texts = question.texts
        return _(", ").join(texts[value] for value in reply.options)
    return reply.words or f"{reply.number:f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One survey in a list."""

    survey: Survey
    unit: str
    state: str
    days: str


def line(survey: Survey, today: date) -> Line:
    return Line(
        survey,
        survey.unit.name_in(get_language() or ""),
        str(State(survey.state).label),
        days(survey, today),
    )


def days(survey: Survey, today: date) -> str:
    if survey.opens_on is None or survey.closes_on is None:
        return ""
    told = _("%(first)s to %(last)s") % {
        "first": day_words(survey.opens_on),
        "last": day_words(survey.closes_on),
    }
    if survey.state == State.OPEN and today <= survey.closes_on:
        return _("%(days)s, %(left)s") % {
            "days": told,
            "left": left_words(survey.closes_on, today),
        }
    return told


def waits_for(question: Question, questions: Sequence[Question]) -> str:
    """When a question is asked at all, for the clerk and for the page of the method."""
    if question.after_number is None:
        return ""
    before = next(each for each in questions if each.number == question.after_number)
    answers = _(", ").join(before.texts[value] for value in question.after_options)
    return _("Only where question %(number)d was answered with: %(answers)s") % {
        "number": before.number,
        "answers": answers,
    }


def setting(survey: Survey) -> list[Told]:
    """What is set of a survey, for the desk."""
    judged = survey.about_unit.name_in(get_language() or "") if survey.about_unit else ""
    lines = [
        (_("Who is asked"), str(Kind(survey.kind).label)),
        (_("Why"), survey.purpose),
        (_("What is judged"), " ".join(filter(None, (survey.about, survey.about_ref)))),
        (_("The unit that is judged"), judged),
        (_("Why it asks about itself"), survey.own_because),
        (_("Who is asking"), survey.who_asks),
        (_("Who pays"), survey.who_pays),
        (_("Whom it is to speak for"), survey.population),
        (_("Before or after"), moment(survey)),
        (_("Who learns what you say"), confidence(survey)),
        (_("Where the list comes from"), survey.list_source),
        (_("Fingerprint of the list"), survey.list_hash),
        (_("Out of which number the lot is drawn"), seed_source(survey)),
        (_("Number of the draw"), survey.seed),
    ]
    return [Told(what, how) for what, how in lines if how]


def moment(survey: Survey) -> str:
    if survey.before is None:
        return str(Moment(survey.moment).label)
    return _("%(moment)s; earlier wave: %(ref)s") % {
        "moment": Moment(survey.moment).label,
        "ref": survey.before.ref,
    }


def seed_source(survey: Survey) -> str:
    if not survey.seed_source or survey.seed_on is None:
        return ""
    return _("%(source)s, known on %(day)s") % {
        "source": survey.seed_source,
        "day": day_words(survey.seed_on),
    }


def margins(survey: Survey, questions: Sequence[Question]) -> list[tuple[Question, str]]:
    """The questions that can have known figures, and whether they have. How many people of the
    population are satisfied is not known: it is what is asked."""
    known = dict(survey.margins.values_list("question", "source"))
    one_answer = (Shape.ONE, Shape.SCALE, Shape.YES_NO)
    return [
        (each, known.get(each.pk, ""))
        for each in questions
        if each.shape in one_answer and each.item == Item.OWN and survey.kind != Kind.OPEN
    ]
