"""What a matter already knows of what a paper asks: read once, never invented."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import (
    Answer,
    AnswerState,
    Extension,
    GroundKind,
    Matter,
    Outcome,
    Redirection,
    Step,
)
from sanwen.deliver.matters.periods import period
from sanwen.deliver.papers.kinds import Kind
from sanwen.deliver.papers.sheet.content import in_figures
from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit

# Word for word the options of the field `result`.
_SUPPORTED = "请求事实清楚，符合规定，予以支持"
RESULTS = {
    Outcome.DONE: _SUPPORTED,
    Outcome.PLANNED: _SUPPORTED,
    Outcome.EXPLAINED: "请求合理但缺乏依据，作解释说明",
    Outcome.REFUSED: "请求缺乏事实根据或者不符合规定，不予支持",
}
ACCEPTING = ("accept", "assign", "take")
COURSE = {
    "register": "登记",
    "accept": "受理",
    "assign": "交{unit}办理",
    "take": "{unit}开始办理",
    "object": "{unit}提出不属于本单位职责",
    "agree": "同意退回，重新确定承办单位",
    "refuse_return": "不同意退回，由{unit}继续办理",
    "ask": "请当事人补充情况",
    "hear": "{unit}继续办理",
    "extend": "批准延期",
    "answer": "{unit}答复",
    "deliver": "答复送达",
    "reopen": "当事人反映未解决，重新办理",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A matter with what happened to it, as far as papers tell of it."""

    matter: Matter
    unit: Unit
    today: date
    voice: Voice | None
    steps: tuple[Step, ...]
    answer: Answer | None
    extension: Extension | None
    redirection: Redirection | None

    @property
    def accepted(self) -> date | None:
        """The first step that took it on."""
        found = [step.at for step in self.steps if step.verb in ACCEPTING]
        return local_day(found[0]) if found else None

    @property
    def delivered(self) -> date | None:
        """When the answer first reached somebody."""
        if self.answer is None:
            return None
        first = self.answer.deliveries.order_by("at").first()
        return local_day(first.at) if first else None


def facts(matter: Matter, unit: Unit, voice: Voice | None, *, today: date) -> Facts:
    """`voice` is the one the paper goes to; else the first of the matter."""
    voices = Voice.objects.select_related("contact").filter(joining__matter=matter)
    return Facts(
        matter=matter,
        unit=unit,
        today=today,
        voice=voice or voices.order_by("joining__pk").first(),
        steps=tuple(matter.steps.select_related("unit").order_by("at", "pk")),
        answer=matter.answers.filter(state=AnswerState.SENT).last(),
        extension=matter.requests_for_time.filter(approved=True).order_by("pk").last(),
        redirection=Redirection.objects.filter(matter=matter).first(),
    )


Source = Callable[[Facts], "date | str | int | None"]


def filled(kind: Kind, known: Facts) -> dict[str, str]:
    """Every field the matter can fill; days as 2026-03-10. What it does not know is left out."""
    found = {}
    for name, one in kind.fields.items():
        value = SOURCES[one.source](known) if one.source else None
        if value is not None and value != "":
            found[name] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def pseudonym(voice: Voice) -> str:
    """Papers are Chinese, whatever language the page has."""
    return f"诉求人{voice.contact.pseudonym}"


def _when(rule: str, start: date | None) -> date | None:
    return period(rule, start).on if start else None


def _liaison(known: Facts) -> str:
    return f"联系电话：{known.unit.phone}" if known.unit.phone else ""


def _said(known: Facts) -> str:
    return known.voice.summary or known.voice.text if known.voice else ""


def _task(known: Facts) -> str:
    part = known.matter.assignments.filter(part="lead", ended_at=None).first()
    return part.task if part else ""


def _ground(known: Facts, *kinds: str) -> str:
    return known.answer.ground if known.answer and known.answer.ground_kind in kinds else ""


def _replies(known: Facts) -> str:
    if known.answer is None:
        return ""
    pairs = list(known.answer.items.all())
    if len(pairs) == 1:
        return pairs[0].reply
    return "\n".join(
        f"{number}.关于“{one.asked}”：{one.reply}" for number, one in enumerate(pairs, start=1)
    )


def _result(known: Facts) -> str:
    outcome = known.answer.outcome if known.answer else ""
    return RESULTS[Outcome(outcome)] if outcome else ""


def _next_step(known: Facts) -> str:
    if known.answer is None or not known.answer.next_step:
        return ""
    by = known.answer.next_on
    return f"{known.answer.next_step}（{in_figures(by)}前完成）" if by else known.answer.next_step


def _course(known: Facts) -> str:
    lines = []
    for step in known.steps:
        if step.verb in COURSE and not step.inside:
            unit = step.unit.name if step.unit else "承办单位"
            lines.append(
                f"{in_figures(local_day(step.at))}，{COURSE[step.verb].format(unit=unit)}。"
            )
    return "\n".join(lines)


def _of_extension(name: str) -> Source:
    return lambda known: getattr(known.extension, name) if known.extension else None


def _of_route(name: str) -> Source:
    return lambda known: getattr(known.redirection, name) if known.redirection else None


SOURCES: Mapping[str, Source] = {
    "issuer": lambda known: known.unit.name,
    # Remembered by the action that drafts: it belongs to the unit, not to the matter.
    "word": lambda known: None,
    "today": lambda known: known.today,
    "resident": lambda known: pseudonym(known.voice) if known.voice else None,
    "lead": lambda known: known.matter.lead_unit.name if known.matter.lead_unit else None,
    "desk": lambda known: known.matter.received_by.name,
    "liaison": _liaison,
    "number": lambda known: known.matter.ref,
    "subject": lambda known: known.matter.title.rstrip("。，；、…"),
    "said": _said,
    "received_on": lambda known: local_day(known.matter.opened_at),
    "accepted_on": lambda known: known.accepted,
    "first_due_on": lambda known: known.matter.first_due_on,
    "due_on": lambda known: known.matter.due_on,
    "conclude_on": lambda known: _when("petition.conclude", known.accepted),
    "inform_on": lambda known: _when("petition.handle", known.today),
    "object_on": lambda known: _when("petition.objection", known.today),
    "union_reply_on": lambda known: _when("union.opinion", known.today),
    "task": _task,
    "extension_days": _of_extension("days"),
    "extension_reason": _of_extension("reason"),
    "old_due_on": _of_extension("old_due_on"),
    "new_due_on": _of_extension("new_due_on"),
    "approved_on": lambda known: (
        local_day(known.extension.decided_at)
        if known.extension and known.extension.decided_at
        else None
    ),
    "answered_on": lambda known: (
        local_day(known.answer.sent_at) if known.answer and known.answer.sent_at else None
    ),
    "delivered_on": lambda known: known.delivered,
    "ground_of_fact": lambda known: _ground(known, GroundKind.FACT),
    "ground_of_law": lambda known: _ground(known, GroundKind.LAW, GroundKind.POLICY),
    "replies": _replies,
    "result": _result,
    "next_step": _next_step,
    "remedy": lambda known: known.answer.remedy if known.answer else None,
    "course": _course,
    "route_ground": _of_route("ground"),
    "route_where": _of_route("where"),
    "route_by_when": _of_route("by_when"),
    "route_bring": _of_route("bring"),
}
