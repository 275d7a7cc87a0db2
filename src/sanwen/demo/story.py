"""A year of a county as plain data: each voice, where it belongs, and what became of it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from itertools import cycle
from random import Random
from zlib import crc32

from sanwen.demo import endings, turns
from sanwen.demo.bursts import burst_scene
from sanwen.demo.events import FINAL_STATES, STATE_AFTER, Event, EventKind
from sanwen.demo.messages import DraftVoice, write_voice
from sanwen.demo.moments import moments
from sanwen.demo.phrases import say
from sanwen.demo.plot import Plot
from sanwen.demo.routing import assistant, new_plot
from sanwen.demo.scenes import Filling, Kind, Scene, comes_back, new_scene, weights_in

CHINA = timezone(timedelta(hours=8))
PROMISE = timedelta(days=8)
_JOIN_SHARE = 0.145
_AGAIN_SHARE = 0.025
_TWICE_SHARE = 0.006
_ROUTE_SHARE = 0.15
# Of the last days, some stand still where a visitor of the demo can see them.
_PAUSE_WINDOW = timedelta(days=9)
_PAUSE_SHARE = 0.3
_JOIN_WINDOW = timedelta(days=14)
# A clerk joins a voice at the latest so long after it came; its matter must be open then.
_JOINED_WITHIN = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Story:
    """One voice and the whole way of its matter, cut off at `today`.

    `number` counts from 1 in order of time. A story with `joins` has no matter of its own: its
    last event ties the voice to the matter of that story number. `repeats` names an earlier
    matter, answered and said to be solved, that has come back. `same_as` names an earlier voice
    that the same person sent twice by mistake. `events` are in order and all lie in the past.
    """

    number: int
    kind: str
    voice: DraftVoice
    category: str
    area: str
    unit: str
    assist: str
    is_urgent: bool
    asks: tuple[str, ...]
    events: tuple[Event, ...]
    joins: int | None = None
    repeats: int | None = None
    same_as: int | None = None

    @property
    def state(self) -> str:
        states = [STATE_AFTER[event.kind] for event in self.events if event.kind in STATE_AFTER]
        return states[-1]

    def has(self, kind: EventKind) -> bool:
        return any(event.kind == kind for event in self.events)

    def is_late(self, today: date) -> bool:
        """Answered, or still not answered, well after five working days without an extension."""
        ended = [
            event.after
            for event in self.events
            if event.kind == EventKind.ANSWERED or STATE_AFTER.get(event.kind) in FINAL_STATES
        ]
        midnight = datetime.combine(today, time(), tzinfo=CHINA)
        lasted = ended[0] if ended else midnight - self.voice.received_at
        is_excused = self.has(EventKind.EXTENSION_GRANTED) or self.has(EventKind.RESIDENT_ASKED)
        return lasted > PROMISE and not is_excused


@dataclass(frozen=True, slots=True)
class _Told:
    """What later voices may join, repeat or send again."""

    number: int
    scene: Scene
    story: Story


def stories(seed: int, n: int, today: date) -> Iterator[Story]:
    """`n` stories over the year before `today`, the same for the same three arguments."""
    return _Year(Random(f"{seed}:{n}:{today}"), today).tell(n)


class _Year:
    """Tells stories in order of time, remembering enough for them to refer to each other."""

    def __init__(self, rng: Random, today: date) -> None:
        self.rng = rng
        self.today = datetime.combine(today, time(), tzinfo=CHINA)
        self.recent: deque[_Told] = deque(maxlen=240)
        self.solved: deque[_Told] = deque(maxlen=400)
        self.texts: set[int] = set()
        self.open_until: dict[int, datetime] = {}
        self.pauses = cycle(turns.PAUSES)

    def tell(self, n: int) -> Iterator[Story]:
        for number, at in enumerate(moments(n, self.today, self.rng), start=1):
            yield self._next(number, at)

    def _next(self, number: int, at: datetime) -> Story:
        draw = self.rng.random()
        if draw < _TWICE_SHARE and (last := self._last(at)):
            return self._twice(number, at, last)
        if draw < _JOIN_SHARE and (told := self._joinable(at)):
            return self._joining(number, at, told)
        if draw > 1 - _AGAIN_SHARE and (told := self._come_back(at)):
            return self._opening(number, at, told.scene, repeats=told.number)
        scene = burst_scene(at, self.today, self.rng)
        if scene is None:
            kinds, weights = weights_in(at.month)
            scene = new_scene(self.rng.choices(kinds, weights)[0], self.rng)
        return self._opening(number, at, scene)

    def _opening(
        self, number: int, at: datetime, scene: Scene, *, repeats: int | None = None
    ) -> Story:
        voice = self._voice(scene, at, again=repeats is not None)
        is_urgent = self.rng.random() < scene.kind.urgent
        plot = new_plot(scene, at, is_urgent, self.rng)
        assist = assistant(plot, self.rng)
        if self.today - at < _PAUSE_WINDOW and self.rng.random() < _PAUSE_SHARE:
            turns.pause(plot, assist, next(self.pauses))
        else:
            self._play(plot, assist)
        events = tuple(e for e in plot.events if at + e.after < self.today)
        story = Story(
            number=number,
            kind=scene.kind.id,
            voice=voice,
            category=scene.kind.category,
            area=scene.area.code,
            unit=plot.unit,
            assist=assist,
            is_urgent=is_urgent,
            asks=_asks(scene, at.date(), self.rng),
            events=events,
            repeats=repeats,
        )
        self._remember(story, scene)
        return story

    def _play(self, plot: Plot, assist: str) -> None:
        turns.register(plot)
        if plot.scene.kind.route and self._is_legal(plot.scene.kind):
            turns.redirect(plot)
            return
        detour = turns.handle(plot, assist)
        # Of what runs late now, some has still no answer.
        is_stuck = detour == "late" and (self.today - plot.start).days < 75
        if detour != "withdrawn" and not (is_stuck and self.rng.random() < 0.25):
            endings.judge(plot, endings.answer(plot))

    def _is_legal(self, kind: Kind) -> bool:
        return kind.category[:2] != "06" or self.rng.random() < _ROUTE_SHARE

    def _joining(self, number: int, at: datetime, told: _Told) -> Story:
        plot = new_plot(told.scene, at, False, self.rng)
        turns.register(plot)
        turns.join(plot, told.story.joins or told.number)
        voice = self._voice(told.scene, at)
        story = self._tied(number, told, voice, plot)
        self.recent.append(_Told(number, told.scene, story))
        return story

    def _twice(self, number: int, at: datetime, told: _Told) -> Story:
        """The same person sends the same words again, not sure that they arrived."""
        plot = new_plot(told.scene, at, False, self.rng)
        turns.register(plot)
        turns.join(plot, told.story.joins or told.number)
        voice = replace(told.story.voice, received_at=at)
        return replace(self._tied(number, told, voice, plot), same_as=told.number)

    def _tied(self, number: int, told: _Told, voice: DraftVoice, plot: Plot) -> Story:
        events = tuple(e for e in plot.events if plot.start + e.after < self.today)
        return replace(
            told.story,
            number=number,
            voice=voice,
            assist="",
            is_urgent=False,
            events=events,
            joins=told.story.joins or told.number,
            repeats=None,
            same_as=None,
        )

    def _voice(self, scene: Scene, at: datetime, *, again: bool = False) -> DraftVoice:
        """A voice whose words nobody used before, if a few tries can find one."""
        for _ in range(5):
            voice = write_voice(scene, at, self.rng, again=again)
            if _mark(voice.text) not in self.texts:
                break
        self.texts.add(_mark(voice.text))
        return voice

    def _remember(self, story: Story, scene: Scene) -> None:
        told = _Told(story.number, scene, story)
        self.open_until[story.number] = _answered(story)
        if scene.place.kind != "town" and not scene.kind.route:
            self.recent.append(told)
        solved = [e.verdict.solved for e in story.events if e.verdict]
        if story.state == "closed" and solved[-1:] == ["solved"] and comes_back(scene.kind):
            self.solved.append(told)

    def _last(self, at: datetime) -> _Told | None:
        told = self.recent[-1] if self.recent else None
        if told is None or at - told.story.voice.received_at > timedelta(hours=30):
            return None
        if at + _JOINED_WITHIN >= self.open_until.get(told.story.joins or told.number, at):
            return None
        return told

    def _joinable(self, at: datetime) -> _Told | None:
        """A matter spoken of lately and still open; the more it is spoken of, the likelier."""
        fresh = [
            told
            for told in self.recent
            if at - told.story.voice.received_at < _JOIN_WINDOW
            and at + _JOINED_WITHIN < self.open_until.get(told.story.joins or told.number, at)
            and told.story.kind not in ("thanks", "ideas", "policy")
            and told.scene.kind.is_spoken_of_in(at.month)
        ]
        return self.rng.choice(fresh[-60:]) if fresh else None

    def _come_back(self, at: datetime) -> _Told | None:
        ready = [
            told
            for told in self.solved
            if timedelta(days=8) < at - _ended(told.story) < timedelta(days=75)
            and told.scene.kind.is_spoken_of_in(at.month)
        ]
        return self.rng.choice(ready) if ready else None


def _answered(story: Story) -> datetime:
    """Until when others may still join: the first answer, or whatever else ended it."""
    ends = [
        event.after
        for event in story.events
        if event.kind == EventKind.ANSWERED or STATE_AFTER.get(event.kind) in FINAL_STATES
    ]
    return story.voice.received_at + (ends[0] if ends else timedelta(days=60))


def _ended(story: Story) -> datetime:
    return story.voice.received_at + story.events[-1].after


def _asks(scene: Scene, on: date, rng: Random) -> tuple[str, ...]:
    """What is asked for, point by point, as the answer will take it up."""
    fill = Filling(scene, on, rng, where=scene.place.name)
    return tuple(say(ask, fill, rng) for ask in scene.phrases("asks"))


def _mark(text: str) -> int:
    """A number for a text, the same in every process."""
    return crc32(text.encode())
