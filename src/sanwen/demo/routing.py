"""Who gets a matter in the demo: the right unit, the one asked by mistake, and who helps."""

from datetime import datetime
from functools import cache
from random import Random

from sanwen.demo.categories import categories
from sanwen.demo.county import HUB_UNIT, county
from sanwen.demo.plot import Plot
from sanwen.demo.scenes import Scene


def new_plot(scene: Scene, at: datetime, is_urgent: bool, rng: Random) -> Plot:
    right = _lead(scene)
    return Plot(
        scene=scene,
        start=at,
        unit=right,
        wrong_unit=_other(scene, right),
        unit_names=_unit_names(),
        rng=rng,
        hurried=is_urgent,
    )


def _lead(scene: Scene) -> str:
    match scene.kind.lead:
        case "bureau":
            return categories()[scene.kind.category].bureau
        case "town":
            return scene.area.code if scene.area.level == 3 else HUB_UNIT
        case unit:
            return unit


def _other(scene: Scene, right: str) -> str:
    """Whom a clerk would send it to by mistake."""
    bureau = categories()[scene.kind.category].bureau
    for unit in (scene.kind.other, bureau, scene.area.code, "services"):
        if unit in _unit_names() and unit != right:
            return unit
    return HUB_UNIT


def assistant(plot: Plot, rng: Random) -> str:
    """Sometimes a second unit helps; a village or community only ever does this."""
    if plot.hurried or plot.scene.kind.category.startswith("15") or rng.random() > 0.16:
        return ""
    below = [c for c in _unit_names() if len(c) == 12 and c.startswith(plot.scene.area.code)]
    choice = rng.choice(below) if below and rng.random() < 0.5 else plot.scene.area.code
    return choice if choice in _unit_names() and choice != plot.unit else ""


@cache
def _unit_names() -> dict[str, str]:
    return {unit.code: unit.name for unit in county().units}
