"""Replays the demo's stories through the same actions that people use, each at its own time."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge

from sanwen.core.ruling import NotAllowed
from sanwen.demo.acts import ACTS
from sanwen.demo.events import Event, EventKind
from sanwen.demo.setting import Cast
from sanwen.demo.story import Story
from sanwen.demo.world import World


class Replay:
    """One part of the year; matters that belong together are in the same part."""

    def __init__(self, cast: Cast) -> None:
        self.world = World(cast)
        # Steps that the rules of today do not allow: the year goes on without them.
        self.refused: list[str] = []

    def play(self, stories: list[Story]) -> None:
        by_number = {story.number: story for story in stories}
        for _, number, at in merge(*(_times(story) for story in stories)):
            self._step(by_number[number], at)

    def _step(self, story: Story, index: int) -> None:
        event = story.events[index]
        now = story.voice.received_at + event.after
        try:
            self._act(story, event, index, now)
        except NotAllowed as refusal:
            self.refused.append(f"{story.number} {event.kind}: {refusal}")

    def _act(self, story: Story, event: Event, index: int, now: datetime) -> None:
        if event.kind == EventKind.REGISTERED:
            self.world.register(story, now)
        elif event.kind in ACTS:
            ACTS[event.kind](self.world, story, event, now, story.events[index + 1 :])


def _times(story: Story) -> Iterator[tuple[datetime, int, int]]:
    for index, event in enumerate(story.events):
        yield story.voice.received_at + event.after, story.number, index
