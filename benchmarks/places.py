"""In how many real messages a place is found, how fast, and how often rightly.

python -m benchmarks.places
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.personal import DATA, messages
from benchmarks.report import machine
from sanwen.methods.gazetteer import Entry, Gazetteer, Place

LABELS = Path(__file__).parent / "labels" / "places.json"


def gazetteer() -> Gazetteer:
    names = (DATA / "place_names.txt").read_text(encoding="utf-8").split()
    known = dict.fromkeys(name for name in names if len(name) > 1 and name != "小区")
    return Gazetteer.of(Entry(number, (name,)) for number, name in enumerate(known))


def share(found: list[list[Place]], holds: Callable[[Place], bool]) -> str:
    return f"{sum(any(map(holds, places)) for places in found) / len(found):.1%}"


def main() -> None:
    console = Console()
    console.print(machine())
    known = messages()
    begun = time.process_time()
    ours = gazetteer()
    made = time.process_time() - begun
    begun = time.process_time()
    found = [ours.find(text) for text in known.values()]
    spent = time.process_time() - begun
    bare = Gazetteer.of([])
    others = {number: bare.find(text) for number, text in known.items()}
    table = Table("messages with", "share")
    table.add_row("a name of the list, surely", share(found, lambda place: place.key is not None))
    table.add_row("any place", share(found, lambda place: True))
    table.add_row("any place, without a list", share(list(others.values()), lambda place: True))
    console.print(table)
    console.print(
        f"{len(known):,} messages, {len(ours.names):,} names read in {made * 1000:.0f} ms"
    )
    console.print(f"{len(known) / spent:,.0f} messages/s of processor time")
    if not LABELS.exists():
        return
    judged = json.loads(LABELS.read_text(encoding="utf-8"))["judged"]
    still = [one["is_place"] for one in judged if _is_found(others.get(one["id"], []), one)]
    console.print(
        f"by their ending alone: {sum(still)} of {len(still)} judged by reading are places"
    )


def _is_found(places: list[Place], one: dict[str, object]) -> bool:
    return any([place.start, place.end] == [one["start"], one["end"]] for place in places)


if __name__ == "__main__":
    main()
