"""One definition of upcoming, open and closed, whatever the days are."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sanwen.counsel.consultations import phases
from sanwen.counsel.consultations.phases import ASKING, ORDER, PHASES, Act, Kind, Standing

START = date(2026, 3, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@dataclass(frozen=True)
class Span:
    kind: str
    opens_on: date
    closes_on: date | None


@st.composite
def one_after_another(draw: st.DrawFn) -> list[Span]:
    kinds = draw(st.lists(st.sampled_from(ORDER), unique=True, min_size=1))
    at, made = START, []
    for kind in sorted(kinds, key=ORDER.index):
        at += timedelta(days=draw(st.integers(0, 4)))
        last = at + timedelta(days=draw(st.integers(0, 12)))
        made.append(Span(kind, at, last))
        at = last + timedelta(days=1)
    return made


@given(one_after_another(), days)
def test_of_phases_in_order_one_at_most_is_open(spans, today):
    running = [span for span in spans if phases.standing(span, today) == Standing.OPEN]

    assert phases.in_order(spans)
    assert len(running) <= 1
    assert phases.open_phase(spans, today) == (running[0] if running else None)


@given(one_after_another(), days)
def test_one_may_do_what_the_open_phase_allows_and_nothing_else(spans, today):
    phase = phases.open_phase(spans, today)

    for act in Act:
        assert phases.may(act, spans, today) == (phase is not None and act in PHASES[phase.kind])


@given(one_after_another(), days)
def test_nobody_votes_before_or_after_the_asking(spans, today):
    if phases.whole(spans, today) != Standing.OPEN:
        assert not phases.may(Act.VOTE, spans, today)


@given(one_after_another())
def test_time_goes_one_way(spans):
    seen = [phases.whole(spans, START + timedelta(days=n)) for n in range(120)]
    ranks = [list(Standing).index(each) for each in seen]

    if any(span.kind in ASKING for span in spans):
        assert ranks == sorted(ranks)


@given(one_after_another(), days)
def test_the_days_of_asking_are_those_on_which_one_can_speak_after_publication(spans, published):
    counted = sum(
        any(span.kind in ASKING and phases.standing(span, day) == Standing.OPEN for span in spans)
        for day in (published + timedelta(days=n) for n in range(1, 200))
    )

    assert phases.days_of_asking(spans, published_on=published) == counted


def test_overlapping_and_turned_phases_are_not_in_order():
    first = Span(Kind.GATHER, START, START + timedelta(days=5))
    same_day = Span(Kind.REACT, START + timedelta(days=5), START + timedelta(days=9))
    before = Span(Kind.REACT, START - timedelta(days=5), START - timedelta(days=1))
    endless = Span(Kind.GATHER, START, None)

    assert not phases.in_order([first, same_day])
    assert not phases.in_order([first, before])
    assert not phases.in_order([endless, same_day])
    assert phases.in_order([endless])
