"""Every address of the program, with a sample to ask for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

SAMPLES = {"IntConverter": 1, "UUIDConverter": "0" * 8 + "-0000-4000-8000-" + "0" * 12}


@dataclass(frozen=True)
class Address:
    name: str
    view: Callable[..., Any]
    given: dict[str, Any]

    @property
    def path(self) -> str:
        return reverse(self.name, kwargs=self.given)

    @property
    def is_open(self) -> bool:
        return not getattr(self.view, "login_required", True)


def addresses() -> list[Address]:
    return list(_under(get_resolver().url_patterns, "", {}))


def _under(patterns: list[Any], space: str, given: dict[str, Any]) -> Iterator[Address]:
    for each in patterns:
        found = given | {
            name: SAMPLES.get(type(converter).__name__, "x-1")
            for name, converter in each.pattern.converters.items()
        }
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _under(each.url_patterns, inner, found)
        elif isinstance(each, URLPattern):
            yield Address(f"{space}{each.name}", each.callback, found)
