"""Columns that label persons are not taken in, and the file is told why.

A list of residents with a grade of risk or of trouble beside each name is the tool with which
people who complain are watched instead of heard. Sanwen holds matters; it has no field for such a
judgement, and takes in no file that brings one.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused

_LABELS = re.compile(
    "重点人|重点户|重点对象|重点群体|稳控|维稳|涉稳|管控|布控|包案稳定|盯防|吸附|"
    "缠访|闹访|非访|越级访|越级上访|老访户|老上访|信访老户|职业投诉|恶意投诉|职业打假|"
    "黑名单|关注名单|敏感人|敏感程度|危险程度|危险等级|风险等级|风险评估|风险评分|风险分|风险级别|"
    "偏激|极端程度|情绪|思想动态|动态去向|人员动向|现实表现|政治面貌|前科|征信|失信|"
    "信用等级|信用分|人员等级|人员分类|人员类别|人员标签|人物画像|"
    "watch ?list|black ?list|risk (?:level|score|grade|class)|trouble ?maker|vexatious|"
    "person (?:label|tag|category)|stability",
    re.IGNORECASE,
)


def label_in(words: str) -> str | None:
    """The first word of a text that files people under a label, as it is written there."""
    found = _LABELS.search(unicodedata.normalize("NFKC", words))
    return found.group() if found else None


def may_take_in(headings: Iterable[str]) -> Ruling:
    for heading in headings:
        plain = " ".join(unicodedata.normalize("NFKC", heading).replace("_", " ").split())
        if len(plain) <= 40 and (_LABELS.search(plain) or _LABELS.search(plain.replace(" ", ""))):
            return refused(
                _(
                    "The column “%(column)s” labels persons. Sanwen keeps what people need and "
                    "what was done about it, never a judgement of the person who asked. "
                    "Remove the column and try again."
                )
                % {"column": plain}
            )
    return ALLOWED
