"""AAPOR's rates, recomputed by hand from one table of outcomes."""

import pytest

from sanwen.methods.surveys import Disposition, Outcomes, disposition, dispositions

FOUND = Outcomes(I=300, P=20, R=100, NC=50, O=10, UH=80, UO=20, NE=60)
E = 480 / 540


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("RR1", 300 / 580),
        ("RR2", 320 / 580),
        ("RR3", 300 / (480 + E * 100)),
        ("RR4", 320 / (480 + E * 100)),
        ("RR5", 300 / 480),
        ("RR6", 320 / 480),
        ("COOP1", 300 / 430),
        ("COOP2", 320 / 430),
        ("COOP3", 300 / 420),
        ("COOP4", 320 / 420),
        ("REF1", 100 / 580),
        ("REF2", 100 / (480 + E * 100)),
        ("REF3", 100 / 480),
        ("CON1", 430 / 580),
        ("CON2", 430 / (480 + E * 100)),
        ("CON3", 430 / 480),
    ],
)
def test_each_rate_is_its_formula(name: str, rate: float) -> None:
    assert FOUND.rates[name] == pytest.approx(rate)


def test_all_who_were_drawn_are_there() -> None:
    assert FOUND.drawn == 640
    assert pytest.approx(E) == FOUND.e
    assert len(FOUND.rates) == 16


def test_of_nobody_there_is_no_rate() -> None:
    assert set(Outcomes().rates.values()) == {None}
    assert Outcomes(NE=5).rr1 is None


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("1.1", Disposition.COMPLETE),
        ("1", Disposition.COMPLETE),
        ("1.2", Disposition.PARTIAL),
        ("2.112", Disposition.REFUSAL),
        ("2.10", Disposition.REFUSAL),
        ("2.1", Disposition.REFUSAL),
        ("2.20", Disposition.NO_CONTACT),
        ("2.36", Disposition.OTHER),
        ("3.1", Disposition.UNKNOWN_HOUSEHOLD),
        ("3.20", Disposition.UNKNOWN_OTHER),
        ("4.7", Disposition.NOT_ELIGIBLE),
        ("NC", Disposition.NO_CONTACT),
        ("Break-off", Disposition.REFUSAL),
        ("not eligible", Disposition.NOT_ELIGIBLE),
        (" 拒访 ", Disposition.REFUSAL),
        ("完成", Disposition.COMPLETE),
    ],
)
def test_codes_letters_and_words_are_understood(said: str, means: Disposition) -> None:
    assert disposition(said) is means


@pytest.mark.parametrize("said", ["", "9", "maybe", "1.2.3"])
def test_what_is_none_of_them_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="disposition"):
        disposition(said)


def test_counts_by_word_and_by_code_are_added_up() -> None:
    found = dispositions({"1.1": 3, "完成": 2, Disposition.REFUSAL: 1})

    assert Outcomes(I=5, R=1) == found


def test_a_count_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Outcomes(I=-1)
