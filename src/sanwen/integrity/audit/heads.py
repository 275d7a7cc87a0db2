"""The newest seal as a small signed text: whoever keeps it can tell when the chain was cut."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from sanwen.core import environment, keys
from sanwen.integrity.audit import signatures
from sanwen.integrity.audit.models import Seal
from sanwen.integrity.audit.signatures import KEY

TITLE = "sanwen-head-1"


class HeadError(ValueError):
    """The text is not a head, or its signature does not fit."""


@dataclass(frozen=True, slots=True)
class Head:
    n: int
    last_id: int
    hash: bytes
    sealed_at: str


def text_of(seal: Seal) -> str:
    lines = [
        TITLE,
        f"seal: {seal.n}",
        f"last-row: {seal.last_id}",
        f"hash: {bytes(seal.hash).hex()}",
        f"sealed-at: {seal.sealed_at.isoformat()}",
        f"key: {keys.public_key(KEY)}",
    ]
    signature = keys.signer(KEY).sign("\n".join(lines).encode())
    return "\n".join([*lines, f"signature: {base64.urlsafe_b64encode(signature).decode()}", ""])


def newest() -> str | None:
    """The head of the chain as it stands; None before the first seal."""
    seal = Seal.objects.defer("leaves").order_by("-n").first()
    return text_of(seal) if seal else None


def read(text: str) -> Head:
    """The head a text speaks of, once its signature has been checked."""
    body, mark, tail = text.strip().replace("\r\n", "\n").rpartition("\nsignature: ")
    pairs = dict(line.split(": ", 1) for line in body.splitlines()[1:] if ": " in line)
    if not mark or not body.startswith(TITLE) or not _signed(body, tail):
        raise HeadError(_("This is not a head of the trail, or it was changed."))
    return Head(
        n=int(pairs["seal"]),
        last_id=int(pairs["last-row"]),
        hash=bytes.fromhex(pairs["hash"]),
        sealed_at=pairs["sealed-at"],
    )


def readable(text: str) -> Head | None:
    """The head; None where the signature fits no key of this server."""
    try:
        return read(text)
    except HeadError:
        return None


def several(text: str) -> list[str]:
    """The heads in one text, as they are published one below the other."""
    parts = text.replace("\r\n", "\n").split(f"{TITLE}\n")
    return [f"{TITLE}\n{part.strip()}\n" for part in parts if part.strip()]


def _signed(body: str, signature: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(signature)
    except ValueError:
        return False
    return any(
        signatures.fits(key, raw, body.encode()) for key in signatures.public_keys().values()
    )


def folder() -> Path:
    return environment.home() / "trail"


def keep(seal: Seal) -> None:
    """Write the newest head beside the keys: out of reach of whoever has only the database.

    One file for each chain, named by its first seal, so that two databases never share one.
    """
    first = bytes(Seal.objects.values_list("hash", flat=True).get(n=1)).hex()[:16]
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / f"head-{first}.txt"
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.write_text(text_of(seal), encoding="utf-8")
    os.replace(draft, path)


def kept(first_hash: bytes) -> list[str]:
    """The heads kept on this machine for the chain that begins with this seal."""
    path = folder() / f"head-{first_hash.hex()[:16]}.txt"
    return [path.read_text(encoding="utf-8")] if path.exists() else []
