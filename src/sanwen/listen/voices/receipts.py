"""The signed receipt: proof of what was handed in and when, that anyone can check without us."""

import base64
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.core import keys, signed
from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.listen.voices.models import Voice

TITLE = "SANWEN RECEIPT 1"
RECORD = "SANWEN RECORD 1"
NO_RECEIPT = _("This is not a Sanwen receipt, or a line of it is missing or was added.")
CHANGED = _("The signature does not fit: something in this receipt was changed.")
NOT_OURS = _(
    "This receipt was not signed with our key: it is from another body, or it is not genuine."
)
FIELDS = ("number", "registered", "sha256", "promised", "body", "key")


@dataclass(frozen=True, slots=True)
class Check:
    ok: bool
    reason: "str | Promise"
    fields: dict[str, str]


def receipt(voice: Voice) -> str:
    """The receipt's text. It holds no code and no words, so it may be shown to anybody."""
    values = {**facts(voice), "key": keys.key_id("receipt")}
    signature = keys.signer("receipt").sign(_signed_part(values))
    lines = [TITLE, *(f"{name}: {values[name]}" for name in FIELDS)]
    return "\n".join([*lines, f"signature: {base64.b64encode(signature).decode()}"]) + "\n"


def facts(voice: Voice) -> dict[str, str]:
    """What a receipt tells of a voice, and a record too."""
    return {
        "number": voice.ref,
        "registered": timezone.localtime(voice.registered_at).isoformat(timespec="seconds"),
        "sha256": bytes(voice.fingerprint).hex(),
        "promised": voice.promised_on.isoformat()
        + (" provisional" if voice.promise_is_provisional else ""),
        "body": " ".join(settings.BODY_NAME.split()) or "-",
    }


def check(text: str, public_key: str | None = None) -> Check:
    """Whether the text is a receipt, or a record, that this body signed and nobody changed."""
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        return _check_record(text, public_key)
    values = _parse(text)
    if values is None:
        return Check(False, NO_RECEIPT, {})
    key = Ed25519PublicKey.from_public_bytes(
        base64.urlsafe_b64decode(public_key or keys.public_key("receipt"))
    )
    try:
        key.verify(base64.b64decode(values["signature"], validate=True), _signed_part(values))
    except (InvalidSignature, ValueError):
        return Check(False, _why_not(values, public_key), values)
    return Check(True, _("This receipt is genuine and unchanged."), values)


def _check_record(text: str, public_key: str | None) -> Check:
    """A record is JSON and tells the fields of the receipt beside all the rest."""
    try:
        document = signed.parsed(text)
    except signed.NotADocumentError:
        return Check(False, NO_RECEIPT, {})
    values = {name: str(document[name]) for name in FIELDS if name in document}
    if document.get("title") != RECORD or len(values) < len(FIELDS):
        return Check(False, NO_RECEIPT, {})
    if not signed.is_genuine(document, public_key or keys.public_key("receipt")):
        return Check(False, _why_not(values, public_key), values)
    return Check(True, _("This record is genuine and unchanged."), values)


def _why_not(values: dict[str, str], public_key: str | None) -> "str | Promise":
    ours = values["key"] == keys.key_id("receipt") or public_key is not None
    return CHANGED if ours else NOT_OURS


def number_of(found: Check) -> int | None:
    """The voice that a genuine receipt was given for."""
    number = re.fullmatch(r"V-(\d{1,18})", found.fields["number"]) if found.ok else None
    return int(number[1]) if number else None


def is_still_held(found: Check, voice: Voice | None) -> Ruling:
    """The receipt proves what was handed in; this says whether our records still agree with it."""
    if voice is None:
        return refused(
            _(
                "Our records no longer hold this message. The receipt proves that it was "
                "handed in: please bring it to us."
            )
        )
    if bytes(voice.fingerprint).hex() != found.fields["sha256"]:
        return refused(
            _(
                "The words in our records are not those the receipt was given for. The receipt "
                "proves it: please bring it to us."
            )
        )
    return ALLOWED


def _signed_part(values: dict[str, str]) -> bytes:
    return "\n".join([TITLE, *(f"{name}: {values[name]}" for name in FIELDS)]).encode()


def _parse(text: str) -> dict[str, str] | None:
    """Every line in its place and once: what a reader sees is what was signed, and nothing else."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    names = (*FIELDS, "signature")
    if len(lines) != len(names) + 1 or lines[0] != TITLE:
        return None
    pairs = [line.partition(": ") for line in lines[1:]]
    if tuple(name for name, _sign, _value in pairs) != names:
        return None
    return {name: value for name, _sign, value in pairs}
