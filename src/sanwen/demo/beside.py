"""The door of a process that lives a part of the year: sets Django up before all else."""

from datetime import date


def live(part: int, parts: int, n: int, today: date) -> list[str]:
    """Steps that the rules did not allow; none, as a rule."""
    import django

    django.setup()
    from sanwen.demo import load

    return load.live_part(part, parts, n, today)
