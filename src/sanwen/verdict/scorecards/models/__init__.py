"""What judging is counted from: facts of matters, their sums, and what was published of them."""

from sanwen.verdict.scorecards.models.checks import FieldCheck as FieldCheck
from sanwen.verdict.scorecards.models.checks import FieldCheckQuerySet as FieldCheckQuerySet
from sanwen.verdict.scorecards.models.checks import FieldDraw as FieldDraw
from sanwen.verdict.scorecards.models.checks import Finding as Finding
from sanwen.verdict.scorecards.models.exclusions import OUT as OUT
from sanwen.verdict.scorecards.models.exclusions import STANDING as STANDING
from sanwen.verdict.scorecards.models.exclusions import Exclusion as Exclusion
from sanwen.verdict.scorecards.models.exclusions import Ground as Ground
from sanwen.verdict.scorecards.models.exclusions import Stage as Stage
from sanwen.verdict.scorecards.models.facts import GOING as GOING
from sanwen.verdict.scorecards.models.facts import AnswerPrint as AnswerPrint
from sanwen.verdict.scorecards.models.facts import CameBack as CameBack
from sanwen.verdict.scorecards.models.facts import Fact as Fact
from sanwen.verdict.scorecards.models.facts import Grain as Grain
from sanwen.verdict.scorecards.models.facts import Said as Said
from sanwen.verdict.scorecards.models.facts import Tally as Tally
from sanwen.verdict.scorecards.models.facts import Touched as Touched
from sanwen.verdict.scorecards.models.published import Correction as Correction
from sanwen.verdict.scorecards.models.published import Length as Length
from sanwen.verdict.scorecards.models.published import Profile as Profile
from sanwen.verdict.scorecards.models.published import PublishedCard as PublishedCard
