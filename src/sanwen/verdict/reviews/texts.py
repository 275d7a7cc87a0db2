"""What an opinion begins with (data/texts.toml): its basis and what the resident can do."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from sanwen.verdict.reviews import bodies
from sanwen.verdict.reviews.models import Result, Review


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Any]:
    file = resources.files("sanwen.verdict.reviews").joinpath("data/texts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def beginning(review: Review, result: str) -> dict[str, str]:
    """In the language of whoever asked; a second review has other words for what stands."""
    first = review.requests.order_by("pk").first()
    language = language_of(first.words if first else "")
    ends = review.is_second and result in (Result.UPHELD, Result.CHANGED)
    texts = _texts()["second" if ends else result][language]
    return {name: text.replace("{next}", _next(review)) for name, text in texts.items()}


def _next(review: Review) -> str:
    above = bodies.reviewed_again_by(review)
    if above.unit is not None:
        return above.unit.name
    return above.outside or _("the body one level above")


def language_of(text: str) -> str:
    return "zh" if not text or any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
