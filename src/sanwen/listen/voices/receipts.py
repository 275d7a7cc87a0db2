"""The signed receipt: proof of what was handed in and when, that anyone can check without us."""

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.core import keys
from sanwen.listen.voices.models import Voice

TITLE = "SANWEN RECEIPT 1"
FIELDS = ("number", "registered", "sha256", "promised", "body", "key")


@dataclass(frozen=True, slots=True)
class Check:
    ok: bool
    reason: "str | Promise"
    fields: dict[str, str]


def receipt(voice: Voice) -> str:
    """The receipt's text. It holds no code and no words, so it may be shown to anybody."""
    values = {
        "number": voice.ref,
        "registered": timezone.localtime(voice.registered_at).isoformat(timespec="seconds"),
        "sha256": bytes(voice.fingerprint).hex(),
        "promised": voice.promised_on.isoformat()
        + (" provisional" if voice.promise_is_provisional else ""),
        "body": " ".join(settings.BODY_NAME.split()) or "-",
        "key": keys.key_id("receipt"),
    }
    signature = keys.signer("receipt").sign(_signed_part(values))
    lines = [TITLE, *(f"{name}: {values[name]}" for name in FIELDS)]
    return "\n".join([*lines, f"signature: {base64.b64encode(signature).decode()}"]) + "\n"


def check(text: str, public_key: str | None = None) -> Check:
    """Whether the text is a receipt that this body signed and nobody changed."""
    values = _parse(text)
    if values is None:
        return Check(False, _("This is not a Sanwen receipt, or a line of it is missing."), {})
    key = Ed25519PublicKey.from_public_bytes(
        base64.urlsafe_b64decode(public_key or keys.public_key("receipt"))
    )
    try:
        key.verify(base64.b64decode(values["signature"], validate=True), _signed_part(values))
    except (InvalidSignature, ValueError):
        return Check(
            False, _("The signature does not fit: the receipt was changed or is not ours."), values
        )
    return Check(True, _("This receipt is genuine and unchanged."), values)


def _signed_part(values: dict[str, str]) -> bytes:
    return "\n".join([TITLE, *(f"{name}: {values[name]}" for name in FIELDS)]).encode()


def _parse(text: str) -> dict[str, str] | None:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines or lines[0].lstrip("\ufeff") != TITLE:
        return None
    pairs = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    return pairs if {*FIELDS, "signature"} <= pairs.keys() else None
