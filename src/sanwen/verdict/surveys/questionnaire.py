"""What a question may look like, and whether an answer fits it. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.verdict.surveys import branching
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import QuestionDraft
from sanwen.verdict.surveys.models import Missing, Question, Shape

CHOICES = (Shape.ONE, Shape.SEVERAL, Shape.SCALE)
MOST_OPTIONS = 12
LONGEST_WORDS = 500
LARGEST_NUMBER = Decimal(10) ** 11
YES, NO = "yes", "no"


def options_of(draft: QuestionDraft) -> list[tuple[str, str]]:
    if draft.shape == Shape.YES_NO:
        return list(draft.options) or [(YES, _("Yes")), (NO, _("No"))]
    return list(draft.options)


def stands(draft: QuestionDraft, earlier: Sequence[Question]) -> Ruling:
    return all_of(
        _has_words(draft), _has_options(draft), _counts_its_own(draft), _waits(draft, earlier)
    )


def _has_words(draft: QuestionDraft) -> Ruling:
    if draft.text.strip():
        return ALLOWED
    return refused(_("Write the question as it will be read out."))


def _has_options(draft: QuestionDraft) -> Ruling:
    if draft.shape not in CHOICES:
        return ALLOWED
    values = [value for value, text in draft.options if value and text.strip()]
    if not 2 <= len(values) <= MOST_OPTIONS or len(set(values)) != len(draft.options):
        return refused(
            _("A choice has 2 to %(most)d options, each of them different.")
            % {"most": MOST_OPTIONS}
        )
    return ALLOWED


def _counts_its_own(draft: QuestionDraft) -> Ruling:
    values = {value for value, _text in options_of(draft)}
    if set(draft.favourable) <= values:
        return ALLOWED
    return refused(_("What counts as a yes is one of the options."))


def _waits(draft: QuestionDraft, earlier: Sequence[Question]) -> Ruling:
    if draft.after_number is None:
        return ALLOWED if not draft.after_options else refused(_("Say after which question."))
    before = next((each for each in earlier if each.number == draft.after_number), None)
    if before is None:
        return refused(_("A question can only wait for an earlier one."))
    if not draft.after_options or not set(draft.after_options) <= set(before.values):
        return refused(_("Say after which answers to it."))
    return ALLOWED


def are_margins(question: Question, known: Sequence[tuple[str, int]], source: str) -> Ruling:
    if question.shape not in (Shape.ONE, Shape.SCALE, Shape.YES_NO):
        return refused(_("Known figures belong to a question with one answer."))
    if {option for option, _many in known} != set(question.values):
        return refused(_("Give a figure for each option: the weights need the whole."))
    if any(many < 1 for _option, many in known) or not source.strip():
        return refused(_("Each figure is at least 1, and has a source."))
    return ALLOWED


def fits(question: Question, reply: Reply) -> bool:
    """Whether a reply can be one to this question at all."""
    if reply.missing:
        return reply.missing in Missing.values and not reply.says_something
    match question.shape:
        case Shape.NUMBER:
            return reply.number is not None and 0 <= reply.number < LARGEST_NUMBER
        case Shape.WORDS:
            return 0 < len(reply.words) <= LONGEST_WORDS
        case Shape.SEVERAL:
            return _chosen(question, reply) and len(reply.options) >= 1
        case _:
            return _chosen(question, reply) and len(reply.options) == 1


def _chosen(question: Question, reply: Reply) -> bool:
    chosen = reply.options
    return set(chosen) <= set(question.values) and len(set(chosen)) == len(chosen)


def handed_in(
    questions: Sequence[Question], replies: Mapping[int, Reply]
) -> tuple[Ruling, dict[int, Reply]]:
    """A reply to every question, and whether all of them fit and something was said at all."""
    whole = branching.whole(questions, replies)
    by_number = {question.number: question for question in questions}
    if not all(fits(by_number[number], reply) for number, reply in whole.items()):
        return refused(_("One of the answers does not fit its question.")), whole
    if not any(reply.says_something for reply in whole.values()):
        return refused(_("No question was answered, so that there is nothing to hand in.")), whole
    return ALLOWED, whole
