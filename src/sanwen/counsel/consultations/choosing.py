"""Which statement comes next: what there is most to learn from, drawn so that it can be redone."""

from collections.abc import Collection, Iterable, Mapping

from sanwen.methods.opinion.priority import choose, priority
from sanwen.methods.opinion.results import Tally

# Nobody has reacted to it yet.
FRESH = float(priority([Tally(0, 0, 0)])[0])


def weights(totals: Iterable[tuple[int, int, int]]) -> list[float]:
    """How much there is to learn from each, by how many agreed, disagreed and passed."""
    return [float(each) for each in priority([Tally(*total) for total in totals])]


def next_of(
    weighed: Mapping[int, float], answered: Collection[int], *, seed: str, code: str
) -> int | None:
    """The number of a statement not answered yet; None when all are.

    Drawn from the seed that is published, the voter's code and how many they have answered: whoever
    knows these and the weights draws the same again.
    """
    numbers = sorted(weighed)
    seen = [at for at, number in enumerate(numbers) if number in answered]
    chance = f"{seed}:{code}:{len(answered)}"
    found = choose([weighed[number] for number in numbers], seen, seed=chance)
    return None if found is None else numbers[found]
