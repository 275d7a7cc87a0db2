"""The number in a reference: C-12 and B-12 are how addresses of the API name things."""

import re

from django.http import Http404


def number_in(ref: str, letter: str) -> int:
    """Http404 for what is no reference of this letter: it names nothing."""
    known = re.fullmatch(rf"{letter}-(\d{{1,9}})", ref)
    if known is None:
        raise Http404
    return int(known[1])
