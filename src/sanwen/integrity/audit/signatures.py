"""Which public keys sign seals, now and before, and whether a signature fits."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanwen.core import keys

KEY = "trail"


def public_keys() -> dict[str, Ed25519PublicKey]:
    """By key id: today's key, and those in `keys/trail.retired` (public halves, one a line)."""
    texts = [keys.public_key(KEY)]
    retired = keys.keys_folder() / "trail.retired"
    if retired.exists():
        texts += retired.read_text(encoding="ascii").split()
    return {_key_id(text): _loaded(text) for text in texts}


def fits(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _key_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _loaded(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(text))
