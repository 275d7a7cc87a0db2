"""Which figures there are: a closed list. Adding one by its name is answered with a reason."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanwen.core.ruling import ALLOWED, Ruling, refused


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: its label, its formula in words, and whether it speaks for or against."""

    label: Promise
    formula: Promise


METRICS: dict[str, Metric] = {
    "contact": Metric(
        gettext_lazy("Contacted"),
        gettext_lazy(
            "Matters whose people said that somebody of the unit got in touch ÷ matters whose"
            " people answered this question (A); N is all that were closed."
        ),
    ),
    "solved": Metric(
        pgettext_lazy("rate", "Solved"),
        gettext_lazy(
            "Matters that more than half of the people who judged found solved ÷ matters that"
            " somebody judged (A). N is all that were closed, less those excluded; U = N − A did"
            " not say. A person's last word counts."
        ),
    ),
    "satisfaction": Metric(
        gettext_lazy("Satisfied"),
        gettext_lazy(
            "How many matters at each of five levels ÷ matters whose people chose one; of several"
            " people the middle one. Five counts, never an average, never merged with solved."
        ),
    ),
    "verified": Metric(
        gettext_lazy("Verified in the field"),
        gettext_lazy(
            "Of matters said to be solved, drawn by a lot that can be repeated: found solved by a"
            " third unit ÷ found solved or not solved."
        ),
    ),
    "reopened": Metric(
        pgettext_lazy("rate", "Reopened"),
        gettext_lazy("Closed matters that were opened again before ÷ all closed (N)."),
    ),
    "came_back": Metric(
        gettext_lazy("Came back within 90 days"),
        gettext_lazy(
            "Closed matters after which the same was reported again under another number within"
            " 90 days ÷ all closed (N)."
        ),
    ),
    "returned": Metric(
        gettext_lazy("Sent back and forth"),
        gettext_lazy(
            "Closed matters that a unit returned as not its own ÷ all closed (N), and the days"
            " that passed until it was decided whose they are."
        ),
    ),
    "extended": Metric(
        gettext_lazy("Given more time"),
        gettext_lazy("Closed matters whose date was put off ÷ all closed (N)."),
    ),
    "explained": Metric(
        gettext_lazy("Closed with an explanation only"),
        gettext_lazy("Answered “understandable, but no basis for it yet” ÷ all closed (N)."),
    ),
    "refused": Metric(
        gettext_lazy("Not supported"),
        gettext_lazy("Answered “not supported, with the law” ÷ all closed (N)."),
    ),
    "planned": Metric(
        gettext_lazy("Put off with a date"),
        gettext_lazy("Answered “will be done, with a date” ÷ all closed (N)."),
    ),
    "alike": Metric(
        gettext_lazy("Answered with the words of an earlier answer"),
        gettext_lazy(
            "The standing answer has, numbers and signs aside, the words of an answer given before"
            " in another matter ÷ all closed (N)."
        ),
    ),
    "unreached": Metric(
        gettext_lazy("Answer not known to have arrived"),
        gettext_lazy(
            "Nobody opened the answer, no message was delivered and no paper signed for ÷ all"
            " closed (N)."
        ),
    ),
    "in_time": Metric(
        gettext_lazy("Answered by the first promised day"),
        gettext_lazy("First answer on or before the first day promised ÷ all closed (N)."),
    ),
    "excluded": Metric(
        gettext_lazy("Excluded from the solved rate"),
        gettext_lazy(
            "Closed matters that two people took out on a listed ground, told to the resident, who"
            " may object. A count, public by ground."
        ),
    ),
}
# What a name asks for, and why the answer is no. The first that fits is told.
_VOLUME = gettext_lazy(
    "How many people come, how often and how far up is need, never a result: a unit judged by it"
    " learns to keep people from speaking. There is no such figure and no setting for one."
)
_RANK = gettext_lazy(
    "Units are not put in a row: a place in it is mostly chance, and people get hurt for it. There"
    " are tiers where intervals separate, and each unit's own trend."
)
_TRACES = gettext_lazy(
    "Remarks by leaders, briefings taken up and photographs are traces of work, not what came of"
    " it for anybody."
)
_PERSONS = gettext_lazy(
    "No figure is kept of single persons, neither of residents nor of staff: not how often they"
    " come, not how they speak, not how long they are on line."
)
_MERGED = gettext_lazy(
    "Finished (said by the unit) and solved (said by the people) are two figures and are never"
    " added, and silence is never counted as content."
)
REFUSED: tuple[tuple[re.Pattern[str], Promise], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"排名|排行|名次|位次|末位|倒数|通报批评|红黑榜|\brank|league|leader.?board|top.?\d",
            _RANK,
        ),
        (
            r"越级|非访|进京|赴京|赴省|到省|到市|上行|集体访|重复访|信访[总]?量|上访|登记量|来访量|投诉量|诉求量|工单量|下降率|压降|"
            r"人次|批次|件次|零上访|零投诉|零信访|无访|清零|万人.*率|petition|volume|beijing|"
            r"up.?level|zero.?(?:complaint|visit)|visits?\b|complaints?.(?:count|number|per)|"
            r"fewer.?(?:complaint|voice|visit)",
            _VOLUME,
        ),
        (
            r"批示|简报|信息采用|采用量|照片|留痕|截图|点赞|转发|remark|briefing|photo|screenshot",
            _TRACES,
        ),
        (
            r"个人|人员|稳控|维稳|缠访|闹访|重点人|在线时长|打卡|步数|情绪|偏激|persons?\b|staff|officer|watch|"
            r"sentiment|online.?time|punch",
            _PERSONS,
        ),
        (
            r"办结.*解决|解决.*办结|默认满意|未评.*满意|视为满意|综合满意|finished.*solved|silent.*satisf",
            _MERGED,
        ),
    )
)


def may_add(name: str) -> Ruling:
    """Whether a figure of this name may be shown: those of the list; all others are refused."""
    wanted = name.strip()
    if wanted.lower().replace(" ", "_") in METRICS:
        return ALLOWED
    for pattern, reason in REFUSED:
        if pattern.search(wanted):
            return refused(str(reason))
    return refused(
        _(
            "“%(name)s” has no definition here. A figure needs a formula with its denominator and"
            " its silence, a test, and a page that says what it cannot tell; it is added to the"
            " program in the open, not on a form."
        )
        % {"name": wanted}
    )
