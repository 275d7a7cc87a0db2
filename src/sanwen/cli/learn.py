"""Learns from the desk's corrections now instead of in the night."""

from typing import Any

from sanwen.cli import telling
from sanwen.core.actors import Machine
from sanwen.listen.triage.models import ModelVersion
from sanwen.methods.percent import percent
from sanwen.office.suggesting import actions


def run(*, as_json: bool) -> int:
    with telling.progress("Learning", quiet=as_json):
        made = actions.learn(by=Machine("command-line"))
        count = actions.count()
    if as_json:
        telling.machine({"versions": list(map(_as_json, made)), "matters": count.matters})
        return 0
    if not made:
        telling.person("Too little was named by the desk since the last version: nothing new.")
    for version in made:
        right = percent(version.figures["new"]["accuracy"])
        told = "suggests from now on" if version.is_current else "kept, but does not suggest"
        telling.person(f"{version}: {version.examples} corrections, {right} right, {told}.")
    telling.person(f"{count.matters} matters counted.")
    return 0


def _as_json(version: ModelVersion) -> dict[str, Any]:
    return {
        "target": version.target,
        "number": version.number,
        "examples": version.examples,
        "figures": version.figures,
        "suggests": version.is_current,
    }
