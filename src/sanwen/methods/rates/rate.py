"""One rate: what was found among those who judged, and how many did not say."""

from dataclasses import dataclass

from sanwen.methods.share import Share, share


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` among `judged`, who are among `of` (A and N of the published definition).

    `hidden`: too few to be shown; it is for whoever prints it to obey. ValueError where the counts
    do not fit in one another."""

    hits: int
    judged: int
    of: int
    hidden: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.judged <= self.of:
            raise ValueError(f"{self.hits} among {self.judged} judged of {self.of}.")

    @property
    def unsaid(self) -> int:
        """U: those of whom nothing is known."""
        return self.of - self.judged

    @property
    def value(self) -> float | None:
        """The share of those who judged; None where nobody did."""
        return self.hits / self.judged if self.judged else None

    @property
    def low(self) -> float:
        return self._interval.low

    @property
    def high(self) -> float:
        return self._interval.high

    @property
    def bounds(self) -> tuple[float, float]:
        """Where the truth lies whatever the silent would have said: [hits/N, (hits+U)/N]."""
        if not self.of:
            return 0.0, 1.0
        return self.hits / self.of, (self.hits + self.unsaid) / self.of

    @property
    def coverage(self) -> float | None:
        """A/N, the share that judged; None where there was nobody to ask."""
        return self.judged / self.of if self.of else None

    @property
    def _interval(self) -> Share:
        return share(self.hits, self.judged)
