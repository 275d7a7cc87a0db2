"""Real elections, where they are on the machine."""

from pathlib import Path

import pytest

from sanwen.methods.ballots import Completion, Rule, Settings, decide, read, read_document, write


def test_wieliczka_comes_out_as_the_town_published_it(real: Path) -> None:
    election = read((real / "poland_wieliczka_2023.pb").read_text(encoding="utf-8"))
    official = {one.id for one in election.projects if one.fields["selected"] == "1"}

    outcome = decide(election, Settings(completion=Completion.ADD1))

    assert set(outcome.winners) == official
    assert (len(outcome.winners), outcome.spent) == (30, 995_079)


@pytest.mark.parametrize("place", ["krakow_2022_nowa-huta", "katowice_2021_giszowiec"])
def test_ranks_and_points_give_the_official_winners(real: Path, place: str) -> None:
    election = read((real / f"poland_{place}.pb").read_text(encoding="utf-8"))
    official = {one.id for one in election.projects if one.fields["selected"] == "1"}

    assert set(decide(election, Settings(rule=Rule.GREEDY)).winners) == official


def test_every_file_is_read_and_written_and_read_again(real: Path) -> None:
    small = [file for file in sorted(real.glob("*.pb")) if file.stat().st_size < 30_000]

    for file in small:
        document = read_document(file.read_text(encoding="utf-8-sig"))
        assert read(write(document)).ballots == document.election.ballots, file.name
