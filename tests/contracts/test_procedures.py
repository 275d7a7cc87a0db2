"""The procedures that are kept elsewhere say what is there; the pages name what is shipped."""

import pytest

from sanwen.deliver.matters.models import Outcome
from sanwen.deliver.matters.presets import remedies
from sanwen.deliver.mediation import states as mediation
from sanwen.deliver.procedures import known
from sanwen.integrity.conduct import states as conduct
from sanwen.office.inspection import states as inspection
from tests.contracts.house import ROOT

# What the apps that keep them have themselves: from each state to which.
KEPT = {
    "sealed": {str(one): {str(to) for to in targets} for one, targets in conduct.MOVES.items()},
    "mediation": {
        str(one): {str(to) for to in ways.values()} for one, ways in mediation.MOVES.items()
    },
    "inspection": {
        str(one): {str(to) for to in ways.values()} for one, ways in inspection.MOVES.items()
    },
}


@pytest.mark.parametrize("code", KEPT)
def test_what_is_kept_elsewhere_is_told_as_it_is_there(code: str) -> None:
    one = known.shipped()[code, "1"]

    assert {state: set(targets) for state, targets in one.flow.items()} == {
        state: targets for state, targets in KEPT[code].items() if targets
    }
    assert set(one.states) == set(KEPT[code])


def test_every_shipped_procedure_has_its_place_in_the_order() -> None:
    assert {code for code, _number in known.shipped()} == set(known.ORDER)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_outcome_says_what_one_can_do_against_it(language: str) -> None:
    assert set(Outcome.values) <= set(remedies(language))


def test_the_page_names_every_procedure_that_is_shipped() -> None:
    page = (ROOT / "docs/parts/procedures.md").read_text(encoding="utf-8")

    assert [code for code in known.ORDER if f"`{code}`" not in page] == []
