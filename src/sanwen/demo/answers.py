"""Writes the answers: item by item, with the ground, what happens when, and the remedy."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sanwen.demo import people
from sanwen.demo.phrases import say, say_any
from sanwen.demo.reading import read_toml
from sanwen.demo.scenes import Filling, Scene, unmarked

OUTCOMES = ("done", "planned", "explained", "refused")
_OUTCOME_WEIGHTS = {"done": 60, "planned": 20, "explained": 14, "refused": 34}
# Some write every time what they wrote the last time; most say how they looked into it.
_BY_ROTE = 0.08


@dataclass(frozen=True, slots=True)
class AnswerItem:
    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit tells the resident. `due` is the day by which a planned thing will be done.

    `outcome` is done, planned, explained or refused; a weak answer is short, says nothing and
    has no ground, as happens in life.
    """

    outcome: str
    items: tuple[AnswerItem, ...]
    ground: str
    next_step: str
    due: date | None
    remedy: str
    is_weak: bool = False


def write_answer(scene: Scene, *, begun: datetime, given: datetime, rng: Random) -> Answer:
    """An answer that fits the kind of matter, with dates between the two moments."""
    outcome = _outcome(scene, rng)
    fill = _Dates(scene, begun, given, rng)
    texts = rng.choice(scene.kind.text[outcome])
    items = [
        AnswerItem(
            asked=say(unmarked(scene.kind.text["asks"][at]), fill, rng),
            said=say(texts[at], fill, rng),
        )
        for at in scene.asks
    ]
    return Answer(
        outcome=outcome,
        items=tuple(_in_own_words(items, outcome, scene, fill)),
        ground=scene.kind.text["ground"],
        next_step=_next_step(outcome, fill) if scene.kind.text["ground"] else "",
        due=fill.due if outcome == "planned" else None,
        remedy=_remedy(outcome, rng),
    )


def write_weak_answer(scene: Scene, *, given: datetime, rng: Random) -> Answer:
    """The answer nobody should get: it is here because real ones look like this."""
    fill = _Dates(scene, given, given, rng)
    asked = say(unmarked(scene.kind.text["asks"][scene.asks[0]]), fill, rng)
    said = rng.choice(read_toml("turns.toml")["weak_answers"])
    item = AnswerItem(asked=asked, said=said)
    return Answer(
        outcome="explained",
        items=(item,),
        ground="",
        next_step="",
        due=None,
        remedy=_remedy("explained", rng),
        is_weak=True,
    )


def _in_own_words(
    items: list[AnswerItem], outcome: str, scene: Scene, dates: "_Dates"
) -> list[AnswerItem]:
    """What was done to find out before the first item, and what comes after behind the last.

    Drawn from a lot of its own, so that a sentence more or less does not change the year.
    """
    rng = Random(f"{dates.on}{scene.kind.id}{scene.place.name}{scene.facts['room']}")
    if rng.random() < _BY_ROTE:
        return items
    fill = _Named(scene, dates.on, rng, **dates.more)
    texts = read_toml("answers.toml")
    before = say_any(texts["looked"][scene.kind.category[:2]], fill, rng)
    told = [AnswerItem(items[0].asked, before + items[0].said), *items[1:]]
    if rng.random() < 0.5:
        side = "place" if scene.is_about_a_spot else "paper"
        after = say_any(texts["after"][side][outcome], fill, rng)
        told[-1] = AnswerItem(told[-1].asked, told[-1].said + after)
    return told


def _outcome(scene: Scene, rng: Random) -> str:
    outcomes = [name for name in OUTCOMES if name in scene.kind.text]
    return rng.choices(outcomes, [_OUTCOME_WEIGHTS[name] for name in outcomes])[0]


def _next_step(outcome: str, fill: "_Dates") -> str:
    if outcome == "planned":
        return (
            f"我们会在{written(fill.due)}前回来告诉您做到没有。没有做到，您可以直接选“没有解决”。"
        )
    if outcome == "done":
        return "如果又出现同样的情况，凭查询码补充一句话即可，不用重新反映。"
    return "您有新的情况或材料，可以随时凭查询码补充，我们会重新看。"


def _remedy(outcome: str, rng: Random) -> str:
    key = "remedy_refused" if outcome == "refused" else "remedy"
    return str(rng.choice(read_toml("turns.toml")[key]))


class _Dates(Filling):
    """The slots of an answer: a first and a second date of work, and a date to come."""

    def __init__(self, scene: Scene, begun: datetime, given: datetime, rng: Random) -> None:
        super().__init__(scene, given.date(), rng, where=scene.place.name)
        span = max((given.date() - begun.date()).days, 0)
        first = begun.date() + timedelta(days=rng.randint(0, span // 2))
        second = first + timedelta(days=rng.randint(0, (given.date() - first).days))
        self.due = given.date() + timedelta(days=rng.randint(9, 50))
        self.more |= {
            "adate": written(first),
            "adate2": written(second),
            "due": written(self.due),
        }


class _Named(Filling):
    """As the sentences of the kinds, and somebody's surname wherever one is wanted."""

    def _who(self) -> str:
        return people.surname(self.rng)


def written(day: date) -> str:
    return f"{day.month}月{day.day}日"
