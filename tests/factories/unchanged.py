"""Proof that a refusal changed nothing: every row that acts write, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

WRITTEN_TO = (
    "audit",
    "voices",
    "triage",
    "matters",
    "vault",
    "notices",
    "ratings",
    "intake",
    "reception",
    "mediation",
    "papers",
    "reviews",
    "inspection",
    "decisions",
    "meetings",
    "consultations",
    "ballots",
    "promises",
    "reach",
    "surveys",
)


def world() -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.label: [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in model._base_manager.order_by("pk").values_list()
        ]
        for label in WRITTEN_TO
        for model in apps.get_app_config(label).get_models()
    }


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = world()
    try:
        yield
    finally:
        after = world()
        assert {label for label in after if after[label] != before[label]} == set()
