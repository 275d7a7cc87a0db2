"""All definitions on one page: of the rates, of the open side's own counts and what it hides."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanwen.methods.suppression import FEWEST
from sanwen.methods.tables import WIDTH
from sanwen.openness.datasets import DATASETS
from sanwen.verdict.promises.definitions import definitions as of_promises
from sanwen.verdict.reach.definitions import definitions as of_reach
from sanwen.verdict.scorecards.definitions import Defined
from sanwen.verdict.scorecards.definitions import definitions as of_rates
from sanwen.verdict.surveys.definitions import definitions as of_surveys


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: list[Defined]


def every() -> list[Part]:
    return [
        Part(_("Rates and what speaks against them"), of_rates()),
        Part(_("Surveys"), of_surveys()),
        Part(_("Did it reach people?"), of_reach()),
        Part(_("Promises"), of_promises()),
        Part(_("Matters, topics and counts"), own()),
        Part(
            _("Open data"),
            [Defined(str(one.name.label), str(one.about), "") for one in DATASETS.values()],
        ),
    ]


def own() -> list[Defined]:
    ours = _("Sanwen, decision 0024")
    return [
        Defined(
            _("Public matter"),
            _(
                "A matter for which a clerk wrote or confirmed a line for everybody, and which was "
                "not withdrawn. Of its message nothing else is public."
            ),
            ours,
        ),
        Defined(
            _("State of a public matter"),
            _(
                "Looking for who does it, being worked on, answered, closed, another way by law, "
                "joined. That somebody asked for a review stays theirs: it counts as answered."
            ),
            ours,
        ),
        Defined(
            _("Verdicts of one matter"),
            _("Each person’s last verdict, as sums, once %(fewest)d people have judged.")
            % {"fewest": FEWEST},
            ours,
        ),
        *_of_counts(ours),
    ]


def _of_counts(ours: str) -> list[Defined]:
    return [
        Defined(
            _("People of a topic"),
            _(
                "Different people, by their contact, who spoke of the same subject at one place; "
                "from %(fewest)d on it is public."
            )
            % {"fewest": FEWEST},
            ours,
        ),
        Defined(
            _("Opened and ended"),
            _("Matters registered, and matters closed, sent elsewhere, joined or withdrawn."),
            ours,
        ),
        Defined(
            _("Not shown"),
            _(
                "Counts from 1 to %(most)d, and as many others as it takes so that none of them "
                "can be told to within %(width)d by adding and subtracting what is shown."
            )
            % {"most": FEWEST - 1, "width": WIDTH},
            ours,
        ),
        Defined(
            _("Checkpoint"),
            _("The number, hash and signature of the newest seal of the trail on one day."),
            ours,
        ),
    ]
