"""Receipts: genuine, changed, of another key, put together anew; and what our records say."""

import base64
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanwen.core import keys
from sanwen.listen.voices import receipts
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.receipts import check, is_still_held, number_of, receipt
from tests.factories.matters import Cast, taken_in

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[3] / "docs/reference/receipts.md"


@pytest.fixture
def given() -> str:
    taken_in(Cast())
    return receipt(Voice.objects.get())


def line(text: str, name: str) -> str:
    return next(one for one in text.splitlines() if one.startswith(f"{name}: "))


def test_our_receipt_is_genuine_and_tells_its_fields(given: str) -> None:
    found = check(given)

    voice = Voice.objects.get()
    assert found.ok
    assert found.fields["number"] == voice.ref
    assert found.fields["sha256"] == bytes(voice.fingerprint).hex()
    assert number_of(found) == voice.pk


@pytest.mark.parametrize("change", [str, "\ufeff{}".format, "\n\n  {}\n".format])
def test_what_a_screen_or_a_mail_adds_around_it_does_no_harm(given: str, change) -> None:
    assert check(change(given)).ok
    assert check(change(given).replace("\n", "\r\n")).ok


@pytest.mark.parametrize("name", ["number", "registered", "sha256", "promised", "body"])
def test_any_changed_line_is_noticed(given: str, name: str) -> None:
    found = check(given.replace(line(given, name), line(given, name) + "1"))

    assert (found.ok, found.reason) == (False, receipts.CHANGED)
    assert number_of(found) is None


def test_a_line_added_before_the_signed_one_cannot_pass_for_it(given: str) -> None:
    """Signed is the second; a reader would see the first."""
    forged = given.replace(
        line(given, "promised"), "promised: 2099-01-01\n" + line(given, "promised")
    )

    assert check(forged).reason == receipts.NO_RECEIPT


def test_lines_in_another_order_or_with_more_behind_them_are_no_receipt(given: str) -> None:
    head, *rest = given.splitlines()

    assert check("\n".join([head, *reversed(rest)])).reason == receipts.NO_RECEIPT
    assert check(given + "paid: yes\n").reason == receipts.NO_RECEIPT


def test_one_signed_by_another_is_not_ours(given: str) -> None:
    other = Ed25519PrivateKey.generate()
    signed = given.rpartition("signature: ")[0].strip().replace(line(given, "key"), "key: 00000000")
    forged = f"{signed}\nsignature: {base64.b64encode(other.sign(signed.encode())).decode()}\n"

    assert (check(forged).ok, check(forged).reason) == (False, receipts.NOT_OURS)


@pytest.mark.parametrize(
    "text",
    ["", "你好", "SANWEN RECEIPT 1", "\x00" * 100, "a" * 100_000, "🚧 𠮷 مرحبا", "\udcff"],
    ids=list("abcdefg"),
)
def test_nonsense_is_no_receipt(text: str) -> None:
    assert check(text).reason == receipts.NO_RECEIPT


@pytest.mark.parametrize("signature", ["", "x", "签名", "AAAA", "A" * 88])
def test_a_broken_signature_is_a_change(given: str, signature: str) -> None:
    assert not check(given.replace(line(given, "signature"), f"signature: {signature}")).ok


def test_our_records_agree_with_it(given: str) -> None:
    assert is_still_held(check(given), Voice.objects.get())


def test_a_message_that_is_gone_or_has_other_words_is_told(given: str) -> None:
    voice = Voice.objects.get()
    voice.fingerprint = bytes(32)

    assert not is_still_held(check(given), None)
    assert not is_still_held(check(given), voice)
    assert is_still_held(check(given), None).reason != is_still_held(check(given), voice).reason


def test_the_example_of_the_document_works_offline(given: str, tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.+?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[0]
    (tmp_path / "check.py").write_text(code, "utf-8")
    (tmp_path / "good.txt").write_text(given, "utf-8")
    (tmp_path / "bad.txt").write_text(given.replace("number: V-", "number: V-9"), "utf-8")

    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "check.py", name, keys.public_key("receipt")]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert len(code.splitlines()) <= 10
    assert (run("good.txt").returncode, run("good.txt").stdout) == (0, "genuine and unchanged\n")
    assert "InvalidSignature" in run("bad.txt").stderr
