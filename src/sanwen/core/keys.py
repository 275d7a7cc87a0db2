"""Key material, kept outside the database: files in the data folder, or the environment."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured

from sanwen.core.environment import home


def keys_folder() -> Path:
    folder = home() / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _read_or_make(name: str, fresh: bytes) -> bytes:
    """The key's text: from SANWEN_KEY_<NAME>, else its file, else `fresh`, written once."""
    given = os.environ.get(f"SANWEN_KEY_{name.upper()}")
    if given:
        return given.encode()
    path = keys_folder() / f"{name}.key"
    if not path.exists():
        _write_once(path, fresh)
    # An emptied file must never pass: its hash would be a secret that everybody knows.
    return path.read_bytes().strip() or _unusable(name)


def _unusable(name: str) -> NoReturn:
    raise ImproperlyConfigured(
        f"The key {name} (keys/{name}.key in the data folder, or SANWEN_KEY_{name.upper()}) is "
        "empty or damaged. Put back the copy; with another key nothing sealed can be opened."
    )


def _write_once(path: Path, content: bytes) -> None:
    """Two processes may start together: the first link wins, and nobody reads half a key."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


@lru_cache
def keyring(name: str) -> MultiFernet:
    """Field encryption; one key a line, the newest first. Rotating is adding a line on top."""
    lines = _read_or_make(name, Fernet.generate_key()).split()
    try:
        return MultiFernet([Fernet(line) for line in lines])
    except ValueError:
        _unusable(name)


@lru_cache
def secret(name: str) -> bytes:
    """Thirty-two secret bytes for keyed hashes."""
    text = _read_or_make(name, base64.urlsafe_b64encode(secrets.token_bytes(32)))
    return hashlib.sha256(text).digest()


def text(name: str) -> str:
    """The secret as letters, for what wants a string."""
    return base64.b64encode(secret(name)).decode()


def keyed_hash(name: str, text: str) -> bytes:
    return hmac.digest(secret(name), text.encode(), "sha256")


@lru_cache
def signer(name: str) -> Ed25519PrivateKey:
    fresh = Ed25519PrivateKey.generate().private_bytes_raw()
    text = _read_or_make(name, base64.urlsafe_b64encode(fresh))
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text))
    except ValueError:
        _unusable(name)


def public_key(name: str) -> str:
    """The public half, as anyone may have it: base64 of 32 bytes."""
    raw = (
        signer(name)
        .public_key()
        .public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )
    return base64.urlsafe_b64encode(raw).decode()


def key_id(name: str) -> str:
    """Eight characters that tell one signing key from the next."""
    return hashlib.sha256(public_key(name).encode()).hexdigest()[:8]
