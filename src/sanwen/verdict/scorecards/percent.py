"""A share as it is written: never 0 % or 100 % where it is not."""


def percent(share: float) -> str:
    """62%, 99.6%, <0.1%: as many digits as keep it from saying all or nothing."""
    value = share * 100
    for digits in (0, 1):
        text = f"{value:.{digits}f}"
        if float(text) not in (0.0, 100.0) or value in (0, 100):
            return f"{text}%"
    return "<0.1%" if value < 50 else ">99.9%"


def span(low: float, high: float) -> str:
    """57–66%."""
    first, last = percent(low), percent(high)
    return f"{first.rstrip('%')}–{last}" if first != last else first
