"""The questions of every reach check: short, the same for everybody, read out as they stand."""

from django.utils.translation import gettext as _

from sanwen.verdict.surveys.drafts import QuestionDraft
from sanwen.verdict.surveys.models import Shape

RECEIVED, AMOUNT, THROUGH, REASON, WISH = range(1, 6)
ALL, PART, NOTHING, UNAWARE = "all", "part", "nothing", "unaware"
YES = "yes"
# Whoever did not get all is asked why, and whether a matter shall be opened.
SHORT = (PART, NOTHING, UNAWARE)


def received() -> list[tuple[str, str]]:
    return [
        (ALL, _("all of it")),
        (PART, _("a part of it")),
        (NOTHING, _("none of it")),
        (UNAWARE, _("did not know of it")),
    ]


def through() -> list[tuple[str, str]]:
    return [
        ("self", _("paid to me directly")),
        ("company", _("through a company or the manager of the market")),
        ("village", _("through the village or the community")),
        ("employer", _("through the employer")),
        ("other", _("through somebody else")),
    ]


def reasons() -> list[tuple[str, str]]:
    return [
        ("kept", _("whoever passes it on kept it")),
        ("set_off", _("it was set off against fees or debts")),
        ("not_meant", _("I was told that it is not for me")),
        ("papers", _("papers were asked for that I do not have")),
        ("not_told", _("nobody told me of it")),
        ("waiting", _("it is said to be on its way")),
        ("unknown", _("I do not know why")),
    ]


def all_of(benefit: str) -> list[QuestionDraft]:
    """Whoever conducts it reads these and adds nothing."""
    return [
        QuestionDraft(
            Shape.ONE,
            _("“%(benefit)s”: how much of it did you receive?") % {"benefit": benefit},
            options=received(),
            favourable=[ALL],
        ),
        QuestionDraft(
            Shape.NUMBER,
            _("How many yuan did you receive?"),
            after_number=RECEIVED,
            after_options=[PART],
        ),
        QuestionDraft(
            Shape.ONE,
            _("How did it come to you?"),
            options=through(),
            after_number=RECEIVED,
            after_options=[ALL, PART],
        ),
        QuestionDraft(
            Shape.ONE,
            _("Why was it not all, as far as you know?"),
            options=reasons(),
            after_number=RECEIVED,
            after_options=list(SHORT),
        ),
        QuestionDraft(
            Shape.YES_NO,
            _("Shall we open a matter for you, so that it is looked into?"),
            help=_(
                "Only then is your answer passed on, and only to those who look into it. You get a "
                "code to follow it."
            ),
            after_number=RECEIVED,
            after_options=list(SHORT),
        ),
    ]
