"""What many speak of at once at one place, so that the demo has topics that rise and pass."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random

from sanwen.demo.reading import read_toml
from sanwen.demo.scenes import Scene, kinds, new_scene


@dataclass(frozen=True, slots=True)
class Burst:
    """`first` and `last` are days before today; `share` is of all that is said in between."""

    kind: str
    place: str
    first: int
    last: int
    share: float


@cache
def bursts() -> tuple[Burst, ...]:
    return tuple(
        Burst(row["kind"], row["place"], row["from"], row["to"], row["share"])
        for row in read_toml("bursts.toml")["burst"]
    )


def burst_scene(at: datetime, today: datetime, rng: Random) -> Scene | None:
    """The scene of a burst of that day, as often as its share says."""
    draw, ago = rng.random(), (today - at).days
    for burst in bursts():
        in_season = kinds()[burst.kind].is_spoken_of_in(at.month)
        if in_season and burst.last <= ago <= burst.first:
            draw -= burst.share
            if draw < 0:
                return new_scene(kinds()[burst.kind], rng, at=burst.place)
    return None
