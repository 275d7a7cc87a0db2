"""The resident's own record: everything they may see, signed, and nothing of anybody else."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanwen.core import keys
from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.receipts import check
from sanwen.verdict.ratings import actions as ratings
from sanwen.web.mine import mine as mine_of
from sanwen.web.record import record
from tests.factories.matters import WORDS, Cast, answer_of, by_email, matter, taken_in, voice_of
from tests.factories.moments import MORNING, later

DOCUMENT = Path(__file__).parents[2] / "docs/reference/receipts.md"
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    with time_machine.travel(MORNING + timedelta(days=2), tick=False) as moment:
        yield moment


def holding(client: Client, code: str) -> Client:
    client.post(reverse("my_code"), {"code": code})
    return client


def kept(client: Client) -> str:
    return client.get(reverse("my_record")).content.decode()


@pytest.fixture
def mine(client: Client, now) -> Client:
    return holding(client, str(taken_in(Cast()).code))


def test_the_record_is_genuine_and_any_change_is_seen(mine: Client) -> None:
    text = kept(mine)

    assert check(text).ok
    assert not check(text.replace(WORDS[:4], "别的话说")).ok


def test_it_holds_the_words_and_every_step(mine: Client) -> None:
    document = json.loads(kept(mine))

    assert document["words"] == WORDS
    assert document["number"] == Voice.objects.get().ref
    assert [step["what"] for step in document["steps"]]
    assert document["promise"]["first"] == Voice.objects.get().promised_on.isoformat()


def test_answer_verdict_and_looks_are_in_it(client: Client, now) -> None:
    cast = Cast()
    one = matter(cast, State.ANSWERED, contact=by_email())
    voice = voice_of(one)
    ratings.give(
        voice=voice, answer=answer_of(one), solved="yes", words="修好了", now=later(days=1)
    )
    document = record(mine_of(voice, now=later(days=2)))

    assert document["answers"][0]["items"]
    assert document["verdicts"][0]["words"] == "修好了"
    assert document["looks"] == []


def test_another_persons_words_on_the_same_matter_are_not_in_it(client: Client, now) -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND, voices=2)
    first, second = Voice.objects.filter(joining__matter=one).order_by("pk")
    asking.add(matter=one, voice=second, text="邻居的补充", now=later(hours=9))
    text = json.dumps(record(mine_of(first, now=later(days=2))), ensure_ascii=False)

    assert "邻居的补充" not in text
    assert second.ref not in text


def test_without_a_code_there_is_nothing(client: Client) -> None:
    response = client.get(reverse("my_record"))

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("my_code")


def test_the_page_that_checks_receipts_checks_records(mine: Client) -> None:
    text = kept(mine)
    sent = {"file": SimpleUploadedFile("V.json", text.encode())}

    assert "这份记录是真的" in mine.post(reverse("check_receipt"), sent).content.decode()


def test_the_example_of_the_document_works_offline(mine: Client, tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.+?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "check.py").write_text(code, "utf-8")
    (tmp_path / "good.json").write_text(kept(mine), "utf-8")
    (tmp_path / "bad.json").write_text(kept(mine).replace('"state"', '"State"'), "utf-8")

    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "check.py", name, keys.public_key("receipt")]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run("good.json").stdout == "genuine and unchanged\n"
    assert "InvalidSignature" in run("bad.json").stderr
