"""What became of everybody who was drawn, and the rates AAPOR defines of it.

The American Association for Public Opinion Research, Standard Definitions: Final Dispositions of
Case Codes and Outcome Rates for Surveys (10th edition, 2023). Rates and letters are named as there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum


class Disposition(StrEnum):
    """The letters of AAPOR's formulas, each with its codes."""

    COMPLETE = "I"  # 1.1
    PARTIAL = "P"  # 1.2
    REFUSAL = "R"  # 2.1, refusal and break-off
    NO_CONTACT = "NC"  # 2.2
    OTHER = "O"  # 2.3
    UNKNOWN_HOUSEHOLD = "UH"  # 3.1
    UNKNOWN_OTHER = "UO"  # 3.2 to 3.9
    NOT_ELIGIBLE = "NE"  # 4


_WORDS = {
    Disposition.COMPLETE: "complete completed interview 完成 完成访问 完整 有效",
    Disposition.PARTIAL: "partial 部分 部分完成",
    Disposition.REFUSAL: "refusal refused break-off breakoff 拒绝 拒访 拒答 中途拒访 中断",
    Disposition.NO_CONTACT: "non-contact noncontact no_contact 无人 无人接听 未联系上 未联系到 "
    "联系不上",
    Disposition.OTHER: "other 其他 不能作答 语言不通",
    Disposition.UNKNOWN_HOUSEHOLD: "unknown 未知 不详",
    Disposition.UNKNOWN_OTHER: "unknown_other 不知是否合格",
    Disposition.NOT_ELIGIBLE: "ineligible not_eligible 不合格 不符合 不符合条件 不属于 空号",
}
_OF_WORD = {word: one for one, words in _WORDS.items() for word in words.split()} | {
    one.value.lower(): one for one in Disposition
}
_OF_CODE = {
    "1": Disposition.COMPLETE,
    "1.0": Disposition.COMPLETE,
    "1.1": Disposition.COMPLETE,
    "1.2": Disposition.PARTIAL,
    "2.1": Disposition.REFUSAL,
    "2.2": Disposition.NO_CONTACT,
    "2.3": Disposition.OTHER,
    "2": Disposition.OTHER,
    "2.0": Disposition.OTHER,
    "3.1": Disposition.UNKNOWN_HOUSEHOLD,
}
_OF_CLASS = {"3": Disposition.UNKNOWN_OTHER, "4": Disposition.NOT_ELIGIBLE}


def disposition(said: str) -> Disposition:
    """From AAPOR's code ("2.10", "2.112"), letter ("NC") or a word in English or Chinese.

    ValueError for what is none of them."""
    text = said.strip().lower().replace(" ", "_")
    found = _OF_WORD.get(text) or _OF_WORD.get(text.replace("_", "-"))
    if found is None and text.replace(".", "", 1).isdigit():
        found = _OF_CODE.get(text[:3]) or _OF_CLASS.get(text[:1])
    if found is None:
        raise ValueError(f"“{said}” is no disposition.")
    return found


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts by AAPOR's letters; every rate is None where nobody is below its line."""

    I: int = 0  # noqa: E741
    P: int = 0
    R: int = 0
    NC: int = 0
    O: int = 0  # noqa: E741
    UH: int = 0
    UO: int = 0
    NE: int = 0

    def __post_init__(self) -> None:
        if any(getattr(self, one.name) < 0 for one in fields(self)):
            raise ValueError("No count is below 0.")

    @property
    def drawn(self) -> int:
        return self._eligible + self._unknown + self.NE

    @property
    def e(self) -> float:
        """The part of unknown cases taken for eligible: as among those known (proportional
        allocation, CASRO). 1 where nothing is known."""
        known = self._eligible + self.NE
        return self._eligible / known if known else 1.0

    @property
    def rr1(self) -> float | None:
        return _rate(self.I, self._eligible + self._unknown)

    @property
    def rr2(self) -> float | None:
        return _rate(self.I + self.P, self._eligible + self._unknown)

    @property
    def rr3(self) -> float | None:
        return _rate(self.I, self._eligible + self.e * self._unknown)

    @property
    def rr4(self) -> float | None:
        return _rate(self.I + self.P, self._eligible + self.e * self._unknown)

    @property
    def rr5(self) -> float | None:
        return _rate(self.I, self._eligible)

    @property
    def rr6(self) -> float | None:
        return _rate(self.I + self.P, self._eligible)

    @property
    def coop1(self) -> float | None:
        return _rate(self.I, self._contacted)

    @property
    def coop2(self) -> float | None:
        return _rate(self.I + self.P, self._contacted)

    @property
    def coop3(self) -> float | None:
        return _rate(self.I, self.I + self.P + self.R)

    @property
    def coop4(self) -> float | None:
        return _rate(self.I + self.P, self.I + self.P + self.R)

    @property
    def ref1(self) -> float | None:
        return _rate(self.R, self._eligible + self._unknown)

    @property
    def ref2(self) -> float | None:
        return _rate(self.R, self._eligible + self.e * self._unknown)

    @property
    def ref3(self) -> float | None:
        return _rate(self.R, self._eligible)

    @property
    def con1(self) -> float | None:
        return _rate(self._contacted, self._eligible + self._unknown)

    @property
    def con2(self) -> float | None:
        return _rate(self._contacted, self._eligible + self.e * self._unknown)

    @property
    def con3(self) -> float | None:
        return _rate(self._contacted, self._eligible)

    @property
    def rates(self) -> dict[str, float | None]:
        """All sixteen by AAPOR's names: RR1 to RR6, COOP1 to COOP4, REF1 to REF3, CON1 to CON3."""
        return {name: getattr(self, name.lower()) for name in RATES}

    @property
    def _eligible(self) -> int:
        return self.I + self.P + self.R + self.NC + self.O

    @property
    def _contacted(self) -> int:
        return self.I + self.P + self.R + self.O

    @property
    def _unknown(self) -> int:
        return self.UH + self.UO


RATES = (
    *(f"RR{k}" for k in range(1, 7)),
    *(f"COOP{k}" for k in range(1, 5)),
    *(f"REF{k}" for k in range(1, 4)),
    *(f"CON{k}" for k in range(1, 4)),
)


def dispositions(counts: Mapping[Disposition | str, int]) -> Outcomes:
    """Outcomes from counts by disposition, code or word. ValueError for an unknown one."""
    found: dict[str, int] = {}
    for said, many in counts.items():
        one = said if isinstance(said, Disposition) else disposition(said)
        found[one.value] = found.get(one.value, 0) + many
    return Outcomes(**found)


def _rate(above: float, below: float) -> float | None:
    return above / below if below else None
