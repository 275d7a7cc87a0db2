"""征求意见情况说明: what was asked, who took part, what became of each opinion, as a paper."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import override

from sanwen.counsel.consultations.models import Consultation, Phase
from sanwen.counsel.consultations.phases import ASKING, Kind, days_of_asking
from sanwen.counsel.decisions import shown
from sanwen.counsel.decisions.gates import gates
from sanwen.counsel.decisions.models import Adopted, Version
from sanwen.counsel.decisions.shown import PointShown, VersionShown
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import State as Talk
from sanwen.deliver.papers import consulted_figures
from sanwen.deliver.papers.sheet.content import Sheet, Signature, in_figures

NUMERALS = "一二三四五六七八九十"
WAYS = {
    Kind.GATHER: "网上征集观点并表态",
    Kind.REACT: "网上对观点表态",
    Kind.DISCUSS: "公布草案听取意见",
}
HEADINGS = {
    Adopted.ADOPTED: "采纳的意见",
    Adopted.PARTLY: "部分采纳的意见",
    Adopted.NOT: "未采纳的意见",
}


def sheet(version: Version, *, today: date) -> Sheet:
    """Papers are Chinese, whatever language the page has."""
    asked = version.decision.consultation
    with override("zh-hans"):
        told = shown.version(version, today)
        text = [
            *_basis(asked),
            *_part(asked),
            *_opinions(told),
            *_next(version),
            *_gates(version, today),
        ]
    day = version.decided_on or localdate(version.published_at) if version.published_at else today
    return Sheet(
        title=f"关于“{asked.question}”\n征求意见情况的说明",
        text=text,
        signature=Signature(asked.unit.name, in_figures(day)),
        note="" if version.is_decided else "本件为草案，不是最后决定",
        figures=consulted_figures.figures(asked),
    )


def _basis(asked: Consultation) -> Iterator[str]:
    phases = [phase for phase in asked.phases.all() if phase.kind in ASKING]
    yield "一、征求意见的基本情况"
    yield f"征求意见的事项：{asked.question}{asked.summary}"
    for phase in phases:
        yield f"{_span(phase)}，{WAYS[Kind(phase.kind)]}。"
    if phases:
        yield f"公开征求意见共{_days(asked, phases)}日。"
    if asked.is_major and asked.short_because:
        yield f"期限不足三十日的原因：{asked.short_because}"
    talks = Meeting.objects.filter(consultation=asked, state__in=[Talk.HELD, Talk.ANSWERED])
    for talk in talks.order_by("begins_at", "pk"):
        came = (talk.came_by_lot or 0) + (talk.came_as_guests or 0)
        on = in_figures(localdate(talk.begins_at))
        yield f"{on}召开恳谈会，到会{came}人，其中公开抽选{talk.came_by_lot or 0}人。"


def _days(asked: Consultation, phases: Sequence[Phase]) -> int:
    begun = asked.published_at or asked.made_at
    return days_of_asking(phases, published_on=localdate(begun))


def _span(phase: Phase) -> str:
    until = f"至{in_figures(phase.closes_on)}" if phase.closes_on else "起"
    return f"{in_figures(phase.opens_on)}{until}"


def _part(asked: Consultation) -> Iterator[str]:
    counts = shown.counts(asked)
    yield "二、参与情况"
    yield (
        f"共{counts.participants}人参与，表态{counts.votes}次，公开的观点{counts.statements}条。"
        "参与者自愿参加，不是抽样，不能据此推断全体居民的意见。"
    )


def _opinions(told: VersionShown) -> Iterator[str]:
    yield "三、主要意见和采纳情况"
    for number, chapter in enumerate(told.chapters):
        yield f"（{NUMERALS[number]}）{HEADINGS[Adopted(chapter.adopted)]}"
        for at, point in enumerate(chapter.points, start=1):
            yield from _point(at, point)
    if told.unanswered:
        yield f"另有{len(told.unanswered)}条观点尚未回应。"


def _point(at: int, point: PointShown) -> Iterator[str]:
    numbers = [f"{one.number}号" for one in point.statements]
    numbers += [one.ref for one in point.opinions]
    of = f"（观点{'、'.join(numbers)}）" if numbers else ""
    yield f"{at}.{_stopped(point.title)}{of}"
    yield f"理由：{_stopped(point.reason)}"
    if point.instead:
        yield f"条件或者其他途径：{_stopped(point.instead)}"


def _stopped(text: str) -> str:
    """A sentence ends with a full stop, typed or not."""
    text = text.strip()
    return text if text.endswith(("。", "？", "；", "?", ".")) else f"{text}。"


def _next(version: Version) -> Iterator[str]:
    yield "四、决定和下一步工作"
    yield _stopped(version.gist)
    if version.ground:
        yield f"依据：{_stopped(version.ground)}"
    for at, one in enumerate(version.promises.select_related("unit"), start=1):
        part = f"群众参与：{_stopped(one.residents_part)}" if one.residents_part else ""
        when = f"由{one.unit.name}在{in_figures(one.due_on)}前完成。"
        yield f"{at}.{_stopped(one.words)}{when}{part}"


def _gates(version: Version, today: date) -> Sequence[str]:
    """What was left out is said here as on the page."""
    found = gates(version.decision.consultation, version.decision, today)
    missing = [f"{one.words}。{_stopped(one.missing)}" for one in found if one.missing]
    return ["五、还没有做到的", *missing] if missing else []
