"""A paper as a sheet: what was filled in, with its number and what it replaces."""

from collections.abc import Mapping

from sanwen.deliver.papers import filling
from sanwen.deliver.papers.models import Paper
from sanwen.deliver.papers.sheet.content import Sheet


def sheet_of(
    paper: Paper, *, filled: Mapping[str, str] | None = None, served_at: str = ""
) -> Sheet:
    return filling.sheet(
        paper.of_kind,
        paper.filled if filled is None else filled,
        number=paper.full_number,
        instead_of=paper.replaces.full_number if paper.replaces else "",
        served_at=served_at,
    )
