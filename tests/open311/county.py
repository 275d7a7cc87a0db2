"""A county that is asked through GeoReport: its client, its subjects, a public matter."""

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client

from sanwen.deliver.matters.models import Matter
from sanwen.listen.triage.models import Category
from tests.factories.matters import MORNING, Cast, taken_in

LINE = "石桥村口路灯不亮"


@dataclass
class Geo:
    """Asks without cookies, as a program does."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    key: str = ""
    language: str = "en"

    def get(self, path: str, **given: Any) -> Any:
        headers = {"Accept-Language": self.language}
        return self.client.get(f"/open311/v2/{path}", given, headers=headers)

    def json(self, path: str, **given: Any) -> Any:
        answer = self.get(f"{path}.json", **given)
        assert answer.status_code == 200, answer.content
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(answer.content)

    def xml(self, path: str, **given: Any) -> ElementTree.Element:
        answer = self.get(f"{path}.xml", **given)
        assert answer.status_code == 200, answer.content
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        return ElementTree.fromstring(answer.content)

    def post(self, *, form: str = "json", idempotency: str = "", **given: str) -> Any:
        fields = {"api_key": self.key, "service_code": "0201", "description": "路灯坏了。"} | given
        headers = {"Accept-Language": self.language}
        if idempotency:
            headers["Idempotency-Key"] = idempotency
        kept = {name: value for name, value in fields.items() if value != "-"}
        return self.client.post(f"/open311/v2/requests.{form}", kept, headers=headers)


def subjects() -> Category:
    """City upkeep › Street lamps › Lamp is dark; the middle one is given back."""
    top = Category.objects.create(code="02", name="市政与市容", name_en="City upkeep")
    lamps = Category.objects.create(
        code="0201", name="路灯", name_en="Street lamps", parent=top, words=["路灯", "灯不亮"]
    )
    Category.objects.create(code="020101", name="灯不亮", name_en="Lamp is dark", parent=lamps)
    Category.objects.create(code="0299", name="旧目录", name_en="Old", parent=top, is_active=False)
    return lamps


def public(cast: Cast, *, now: datetime = MORNING, **fields: Any) -> Matter:
    """A matter for which a clerk wrote the line that everybody may read."""
    found = taken_in(cast, now=now).matter
    Matter.objects.filter(pk=found.pk).update(public_summary=LINE, **fields)
    return Matter.objects.get(pk=found.pk)


def refusal(answer: Any, status: int) -> str:
    """The sentence, after showing that the refusal has the specification's form."""
    assert answer.status_code == status, answer.content
    body = json.loads(answer.content)
    assert [set(one) for one in body] == [{"code", "description"}]
    assert body[0]["code"] == status
    return str(body[0]["description"])
