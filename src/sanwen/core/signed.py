"""A JSON document of ours that anybody can check: its signature covers everything else in it."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanwen.core import keys


class NotADocumentError(ValueError):
    """The text is not one JSON object, or says one thing twice."""


def signed(values: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    """The values with the key's sign and the Ed25519 signature over their plain form."""
    whole = {**values, "key": keys.key_id(key)}
    signature = keys.signer(key).sign(plain_form(whole))
    return {**whole, "signature": base64.b64encode(signature).decode()}


def parsed(text: str) -> dict[str, Any]:
    """The document; NotADocumentError where it is none."""
    try:
        found = json.loads(text.lstrip("\ufeff"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise NotADocumentError(str(error)) from None
    if not isinstance(found, dict):
        raise NotADocumentError("not an object")
    return found


def is_genuine(document: Mapping[str, Any], public_key: str) -> bool:
    """Whether the holder of this key signed exactly these values."""
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(public_key))
    values = {name: value for name, value in document.items() if name != "signature"}
    try:
        signature = base64.b64decode(str(document.get("signature")), validate=True)
        key.verify(signature, plain_form(values))
    except (InvalidSignature, ValueError):
        return False
    return True


def plain_form(values: Mapping[str, Any]) -> bytes:
    """What is signed: names sorted, no spaces, characters as they are, UTF-8."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
