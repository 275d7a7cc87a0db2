"""One description of an answer, two forms of it: XML and JSON."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.http import HttpResponse

Value = str | int | bool | None | Mapping[str, "Value"] | Sequence["Value"]
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# What a list of something is a list of, where it is not its name without the s.
_ONE_OF = {"service_requests": "request"}
# Signs that XML cannot hold, escaped or not.
_UNSAID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """`name` is the root in XML; JSON has none."""

    name: str
    body: Value
    status: int = 200


def response(answer: Answer, form: str) -> HttpResponse:
    text = _xml(answer) if form == "xml" else json.dumps(answer.body, ensure_ascii=False)
    return HttpResponse(text, content_type=TYPES[form], status=answer.status)


def _xml(answer: Answer) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_element(answer.name, answer.body)}'


def _element(name: str, value: Value) -> str:
    """What is not known is an empty element, as null is in JSON."""
    if value is None or value == "":
        return f"<{name}/>"
    return f"<{name}>{_inside(name, value)}</{name}>"


def _inside(name: str, value: Value) -> str:
    if isinstance(value, Mapping):
        return "".join(_element(key, one) for key, one in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return escape(_UNSAID.sub("", str(value)))
    one_of = _ONE_OF.get(name, name.removesuffix("s"))
    return "".join(_element(one_of, one) for one in value or ())
