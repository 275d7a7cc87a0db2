"""A share as it is written everywhere: never as nobody or as all where it is not."""

# Shares that are sums of weights miss 0 and 1 by less than this; one person in China is more.
_NOISE = 1e-10


def percent(share: float | None, *, unknown: str = "—") -> str:
    """62%, and one digit more below 1 and above 99: 0.3%, 99.6%, and then <0.1%, >99.9%.

    Intervals are seldom narrower than a percent, so digits in between would be made up. A half
    goes to the even neighbour (GB/T 8170)."""
    if share is None:
        return unknown
    digits = 0 if 0.01 <= share <= 0.99 else 1
    text = f"{100 * share:z.{digits}f}".removesuffix(".0")
    if text in ("0", "100") and abs(share - float(text) / 100) > _NOISE:
        return "<0.1%" if share < 0.5 else ">99.9%"
    return f"{text}%"


def span(low: float, high: float) -> str:
    """57–66%; 62% where both ends are written alike."""
    first, last = percent(low), percent(high)
    return f"{first.removesuffix('%')}–{last}" if first != last else first
