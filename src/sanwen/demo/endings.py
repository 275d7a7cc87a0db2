"""How a matter ends: the answer, its delivery, and what the resident says or does not say."""

from datetime import timedelta

from sanwen.demo.answers import Answer, write_answer, write_weak_answer
from sanwen.demo.county import ARBITER_UNIT
from sanwen.demo.events import EventKind, Verdict
from sanwen.demo.phrases import say_any
from sanwen.demo.plot import Plot, in_office
from sanwen.demo.reading import read_toml
from sanwen.demo.scenes import Filling

_SOLVED = ("solved", "partly", "not")
_SOLVED_WEIGHTS = {
    "done": (80, 12, 8),
    "planned": (66, 22, 12),
    "explained": (60, 18, 22),
    "refused": (32, 20, 48),
    "weak": (28, 20, 52),
}
_LEVELS = {"solved": (0, 1, 3, 32, 64), "partly": (2, 14, 50, 30, 4), "not": (42, 40, 15, 3, 0)}
REPLY_RATE = 0.46


def answer(plot: Plot) -> Answer:
    begun = plot.now
    plot.now = in_office(max(plot.answer_due, plot.now + timedelta(hours=1)), plot.rng)
    if plot.rng.random() < 0.06:
        given = write_weak_answer(plot.scene, given=plot.now, rng=plot.rng)
    else:
        given = write_answer(plot.scene, begun=begun, given=plot.now, rng=plot.rng)
    plot.add(EventKind.ANSWERED, by="handler", unit=plot.unit, answer=given)
    plot.wait(0.1, 40, office=False)
    plot.add(EventKind.DELIVERED, by="machine", unit="")
    return given


def judge(plot: Plot, given: Answer, *, again: bool = False) -> None:
    """The resident speaks, or does not; "not solved" reopens once by right, then goes up."""
    if plot.rng.random() > REPLY_RATE:
        plot.now += timedelta(days=15, hours=9)
        plot.add(EventKind.CLOSED_BY_SILENCE, by="machine", unit="")
        return
    plot.wait(1, 130, office=False)
    verdict = _verdict(plot, given)
    plot.add(EventKind.RATED, by="resident", unit="", verdict=verdict)
    if verdict.solved != "not" or plot.rng.random() < 0.2:
        plot.add(EventKind.CLOSED_BY_VERDICT, by="machine", unit="")
    elif again:
        plot.add(EventKind.ESCALATED, by="machine", unit="", to=ARBITER_UNIT)
    else:
        _once_more(plot)


def _once_more(plot: Plot) -> None:
    plot.wait(0, 0.2, office=False)
    plot.add(EventKind.REOPENED, by="machine", unit="", to=plot.unit)
    plot.wait(1, 20)
    plot.add(EventKind.TAKEN, by="handler", unit=plot.unit)
    plot.answer_due = plot.now + timedelta(days=plot.rng.uniform(1, 5))
    judge(plot, answer(plot), again=True)


def _verdict(plot: Plot, given: Answer) -> Verdict:
    weights = _SOLVED_WEIGHTS["weak" if given.is_weak else given.outcome]
    solved = plot.rng.choices(_SOLVED, weights)[0]
    level = plot.rng.choices((1, 2, 3, 4, 5), _LEVELS[solved])[0]
    fill = Filling(plot.scene, plot.now.date(), plot.rng)
    words = say_any(read_toml("turns.toml")["words"][solved], fill, plot.rng)
    return Verdict(solved=solved, level=level, words=words)
