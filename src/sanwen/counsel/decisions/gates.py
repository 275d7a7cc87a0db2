"""The five "always": at each gate by what people were asked and when, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanwen.core.dates import day_words
from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.ballots.states import State as Voted
from sanwen.counsel.consultations.models import Consultation, Phase
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions.models import Decision, Gate, Source, Version
from sanwen.counsel.decisions.states import STANDS
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import State as Talk


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that shows that people were asked, or are going to be."""

    kind: str
    words: str
    on: str
    url: str = ""
    ref: str = ""
    is_planned: bool = False
    # Of a row that people of the unit added, so that they can take it back.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class GateShown:
    gate: str
    words: str
    pieces: Sequence[Piece]
    # In plain words; empty where nothing is.
    missing: str
    # Its time has not come: said quietly.
    is_ahead: bool = False

    @property
    def is_passed(self) -> bool:
        return any(not piece.is_planned for piece in self.pieces)


NOTHING: dict[Gate, "str | Lazy"] = {
    Gate.PLAN: gettext_lazy("Missing: nobody was asked for ideas before there was a plan."),
    Gate.DIAGNOSIS: gettext_lazy(
        "Missing: nothing shows that the question came from what residents had raised."
    ),
    Gate.ADJUSTMENT: gettext_lazy("Missing: no draft was shown before it was decided."),
    Gate.CARRYING_OUT: gettext_lazy(
        "Missing: nothing that was promised says what residents themselves do in it."
    ),
    Gate.EVALUATION: gettext_lazy("Missing: no day is set on which residents judge the result."),
}
# Before there is a decision it is too early to say that these are missing.
LATER = frozenset({Gate.ADJUSTMENT, Gate.CARRYING_OUT, Gate.EVALUATION})
# A reference that people wrote by hand leads somewhere where there is a page for everybody.
PAGES = {"K-": "talk", "C-": "ask", "B-": "ballot"}


def gates(consultation: Consultation, decision: Decision | None, today: date) -> list[GateShown]:
    """All five, in their order, whatever was done."""
    phases = {Kind(phase.kind): phase for phase in consultation.phases.all()}
    found: dict[Gate, list[Piece]] = {gate: [] for gate in Gate}
    for gate, piece in _known(consultation, decision, phases, today):
        found[gate].append(piece)
    stands = decision is not None and decision.state in STANDS
    missing = {gate: _missing(gate, pieces, stands) for gate, pieces in found.items()}
    judging = found[Gate.EVALUATION]
    missing[Gate.EVALUATION] = _unjudged(judging, phases) or missing[Gate.EVALUATION]
    return [
        GateShown(
            gate,
            str(gate.label),
            pieces,
            missing[gate],
            is_ahead=bool(pieces) or (not stands and gate in LATER),
        )
        for gate, pieces in found.items()
    ]


def _missing(gate: Gate, pieces: Sequence[Piece], stands: bool) -> str:
    if not pieces:
        return _("Not yet.") if not stands and gate in LATER else str(NOTHING[gate])
    if all(piece.is_planned for piece in pieces):
        return _("Announced, but it has not happened yet.")
    return ""


def _unjudged(pieces: Sequence[Piece], phases: Mapping[Kind, Phase]) -> str:
    """What is missing once it is carried out: a place to judge, then what people said there."""
    if not pieces and _is_noted(phases, Kind.CARRIED_OUT):
        return _("Missing: it is carried out, and nothing says where residents judge the result.")
    if _is_noted(phases, Kind.JUDGED) and all(piece.number is None for piece in pieces):
        return _("People can judge the result; what they said does not stand here yet.")
    return ""


def _is_noted(phases: Mapping[Kind, Phase], kind: Kind) -> bool:
    return kind in phases and phases[kind].noted_at is not None


def _known(
    consultation: Consultation,
    decision: Decision | None,
    phases: Mapping[Kind, Phase],
    today: date,
) -> Iterator[tuple[Gate, Piece]]:
    yield from _plan(consultation, phases.get(Kind.GATHER), today)
    yield from _origins(consultation)
    yield from _talks(consultation)
    yield from _ballots(consultation, decision, today)
    yield from _draft(decision, phases.get(Kind.DISCUSS), today)
    yield from _work(decision, is_done=_is_noted(phases, Kind.CARRIED_OUT))
    if judged := phases.get(Kind.JUDGED):
        words = judged.words or _("residents judge the result")
        yield Gate.EVALUATION, _of_phase(Source.REVIEW, words, judged, today, url=judged.link)
    yield from _added(decision)


def _of_phase(kind: Source, words: str, phase: Phase, today: date, url: str = "") -> Piece:
    on = day_words(phase.opens_on)
    return Piece(str(kind.label), words, on, url, is_planned=today < phase.opens_on)


def _plan(
    consultation: Consultation, phase: Phase | None, today: date
) -> Iterator[tuple[Gate, Piece]]:
    if phase is None:
        return
    heard = consultation.statements.count()
    words = ngettext(
        "everybody could say what they think; %(count)d opinion came",
        "everybody could say what they think; %(count)d opinions came",
        heard,
    ) % {"count": heard}
    yield Gate.PLAN, _of_phase(Source.CONSULTATION, words, phase, today)


def _origins(consultation: Consultation) -> Iterator[tuple[Gate, Piece]]:
    begun = consultation.published_at or consultation.made_at
    for origin in consultation.origins.all():
        on = day_words(localdate(begun))
        yield Gate.DIAGNOSIS, Piece(str(Source.TOPIC.label), origin.words, on, ref=origin.ref)


def _talks(consultation: Consultation) -> Iterator[tuple[Gate, Piece]]:
    talks = Meeting.objects.public().filter(consultation=consultation)
    for talk in talks.exclude(state=Talk.CANCELLED).order_by("begins_at", "pk"):
        held = talk.state in (Talk.HELD, Talk.ANSWERED)
        yield Gate.PLAN, Piece(
            str(Source.MEETING.label), talk.question, day_words(localdate(talk.begins_at)),
            url=reverse("talk", args=[talk.pk]), ref=talk.ref, is_planned=not held,
        )  # fmt: skip


def _ballots(
    consultation: Consultation, decision: Decision | None, today: date
) -> Iterator[tuple[Gate, Piece]]:
    """A vote on the plan, on the draft, or on how it is carried out: by the day it began."""
    held = Ballot.objects.public().filter(consultation=consultation)
    shown = Version.objects.published().filter(decision=decision) if decision else ()
    days = [(localdate(one.published_at), one.is_decided) for one in shown]
    for ballot in held.exclude(state=Voted.WITHDRAWN).order_by("opens_on", "pk"):
        assert ballot.published_at is not None
        on = ballot.opens_on or localdate(ballot.published_at)
        before = [is_decided for day, is_decided in days if day <= on]
        gate = Gate.CARRYING_OUT if any(before) else Gate.ADJUSTMENT if before else Gate.PLAN
        yield gate, Piece(
            str(Source.BALLOT.label), ballot.title, day_words(on),
            url=reverse("ballot", args=[ballot.pk]), ref=ballot.ref, is_planned=today < on,
        )  # fmt: skip


def _draft(
    decision: Decision | None, phase: Phase | None, today: date
) -> Iterator[tuple[Gate, Piece]]:
    drafts = Version.objects.published().filter(decision=decision, is_decided=False)
    for draft in drafts.order_by("number") if decision else ():
        assert draft.published_at is not None
        words = _("the draft was shown to everybody, with what it takes from which opinions")
        on = day_words(localdate(draft.published_at))
        yield Gate.ADJUSTMENT, Piece(str(Source.CONSULTATION.label), words, on)
    if phase is not None and today < phase.opens_on:
        words = _("the draft will be discussed")
        yield Gate.ADJUSTMENT, _of_phase(Source.CONSULTATION, words, phase, today)


def _work(decision: Decision | None, *, is_done: bool) -> Iterator[tuple[Gate, Piece]]:
    """What is promised with a part for residents; it is planned until all is carried out."""
    for promise in decision.promises if decision else ():
        if promise.residents_part:
            yield (
                Gate.CARRYING_OUT,
                Piece(
                    _("promise"),
                    promise.residents_part,
                    day_words(promise.due_on),
                    is_planned=not is_done,
                ),
            )


def _added(decision: Decision | None) -> Iterator[tuple[Gate, Piece]]:
    for row in decision.evidence.all() if decision else ():
        page = PAGES.get(row.ref[:2])
        number = row.ref[2:]
        url = reverse(page, args=[number]) if page and number.isdecimal() else ""
        yield (
            Gate(row.gate),
            Piece(
                str(row.get_kind_display()),
                row.words,
                day_words(row.on),
                url,
                row.ref,
                number=row.pk,
            ),
        )
