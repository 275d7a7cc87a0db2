"""A plan being written for one matter: acts are added while time moves forward."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sanwen.demo.answers import Answer, written
from sanwen.demo.events import Event, EventKind, Verdict
from sanwen.demo.phrases import say_any
from sanwen.demo.reading import read_toml
from sanwen.demo.scenes import Filling, Scene

_OPENS, _SHUTS = time(8, 35), time(17, 25)


@dataclass
class Plot:
    """A plan being written: `now` moves forward as acts are added."""

    scene: Scene
    start: datetime
    unit: str
    wrong_unit: str
    unit_names: dict[str, str]
    rng: Random
    hurried: bool = False
    now: datetime = field(init=False)
    events: list[Event] = field(init=False)
    answer_due: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.start
        self.events = []
        # Inside five working days whatever the day of the week: the promise the demo keeps.
        self.answer_due = self.start + timedelta(days=self.rng.triangular(0.8, 5.5, 3.5))
        if self.hurried:
            self.answer_due = self.start + timedelta(hours=self.rng.uniform(3, 20))

    def add(
        self,
        kind: EventKind,
        *,
        by: str,
        unit: str,
        to: str = "",
        text: str = "",
        days: int = 0,
        answer: Answer | None = None,
        verdict: Verdict | None = None,
        matter: int | None = None,
    ) -> None:
        self.events.append(
            Event(kind, self.now - self.start, by, unit, to, text, days, answer, verdict, matter)
        )

    def wait(self, low: float, high: float, *, office: bool = True) -> None:
        """Some hours pass; staff other than the hub's act in office hours."""
        self.now += timedelta(minutes=int(60 * self.rng.uniform(low, high)) + 1)
        if office:
            self.now = in_office(self.now, self.rng)

    def words(self, key: str, *, due: date | None = None) -> str:
        """What is said at this point; some things are said otherwise of places than of papers."""
        texts = read_toml("turns.toml")
        side = "place" if self.scene.is_about_a_spot else "paper"
        right = self.unit_names[self.unit]
        fill = Filling(
            self.scene,
            self.now.date(),
            self.rng,
            where=self.scene.place.name,
            right=right,
            unit=self.unit_names[self.wrong_unit],
            due=written(due or self.now.date()),
        )
        return say_any(texts.get(key) or texts[f"{key}_{side}"], fill, self.rng)


def in_office(moment: datetime, rng: Random) -> datetime:
    """The moment itself, or soon after the next opening of the office."""
    late = moment.time() > _SHUTS
    if _OPENS <= moment.time() <= _SHUTS and moment.weekday() < 5:
        return moment
    day = moment.date() + timedelta(days=1 if late else 0)
    while day.weekday() > 4:
        day += timedelta(days=1)
    opens = datetime.combine(day, _OPENS, tzinfo=moment.tzinfo)
    return opens + timedelta(minutes=rng.randint(0, 150))
