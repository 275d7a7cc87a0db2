"""One encrypted field of one contact: what is inside names its field and its contact."""

from cryptography.fernet import InvalidToken

from sanwen.core import keys

KEY = "vault"
_BETWEEN = "\x1f"


class TamperedError(Exception):
    """A field does not open, or opens and says that it belongs somewhere else."""


def seal(text: str, *, field: str, pseudonym: str) -> bytes:
    # Without the names inside, two columns or two rows could be exchanged and nobody would notice.
    return keys.keyring(KEY).encrypt(_BETWEEN.join((field, pseudonym, text)).encode())


def unseal(token: bytes, *, field: str, pseudonym: str) -> str:
    try:
        inside = keys.keyring(KEY).decrypt(bytes(token)).decode()
    except InvalidToken as broken:
        raise TamperedError(f"{field} of {pseudonym} does not open") from broken
    named, of, text = inside.split(_BETWEEN, 2)
    if (named, of) != (field, pseudonym):
        raise TamperedError(f"{field} of {pseudonym} holds the {named} of {of}")
    return text


def renew(token: bytes) -> bytes:
    """The same content under the newest key."""
    return keys.keyring(KEY).rotate(bytes(token))
