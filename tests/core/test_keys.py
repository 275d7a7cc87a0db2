"""Keys live outside the database, are made once, and are for their owner only."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured

from sanwen.core import keys


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SANWEN_HOME", str(tmp_path))
    forget()
    yield tmp_path / "keys"
    forget()


def forget() -> None:
    """As a fresh process would be."""
    for remembered in (keys.keyring, keys.secret, keys.signer):
        remembered.cache_clear()


def test_what_was_sealed_is_opened_after_a_restart() -> None:
    sealed = keys.keyring("vault").encrypt("王芳".encode())

    forget()

    assert keys.keyring("vault").decrypt(sealed).decode() == "王芳"


def test_files_and_folder_are_for_the_owner_only(folder: Path) -> None:
    keys.secret("lookup")

    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "lookup.key").stat().st_mode & 0o777 == 0o600


def test_a_key_line_on_top_rotates_and_old_data_stays_readable(folder: Path) -> None:
    sealed = keys.keyring("vault").encrypt(b"old")
    old = (folder / "vault.key").read_bytes()
    fresh = Fernet.generate_key()
    (folder / "vault.key").write_bytes(fresh + b"\n" + old)
    forget()

    assert keys.keyring("vault").decrypt(sealed) == b"old"
    assert Fernet(fresh).decrypt(keys.keyring("vault").encrypt(b"new")) == b"new"


def test_the_wrong_key_opens_nothing(folder: Path) -> None:
    sealed = keys.keyring("vault").encrypt(b"words")
    (folder / "vault.key").unlink()
    forget()

    with pytest.raises(InvalidToken):
        keys.keyring("vault").decrypt(sealed)


def test_the_environment_wins_and_writes_no_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Fernet.generate_key()
    monkeypatch.setenv("SANWEN_KEY_VAULT", given.decode())

    sealed = keys.keyring("vault").encrypt(b"words")

    assert Fernet(given).decrypt(sealed) == b"words"
    assert not (folder / "vault.key").exists()


def test_processes_that_start_together_agree_on_one_key(folder: Path) -> None:
    fresh = [Fernet.generate_key() for _ in range(16)]

    with ThreadPoolExecutor(16) as pool:
        read = set(pool.map(lambda key: keys._read_or_make("vault", key), fresh))

    assert len(read) == 1
    assert [path.name for path in folder.iterdir()] == ["vault.key"]


def test_secrets_are_32_bytes_and_differ_by_name() -> None:
    assert len(keys.secret("lookup")) == 32
    assert keys.secret("lookup") != keys.secret("django")


def test_a_keyed_hash_depends_on_key_and_text() -> None:
    one = keys.keyed_hash("lookup", "13800000000")

    assert one == keys.keyed_hash("lookup", "13800000000")
    assert one != keys.keyed_hash("lookup", "13800000001")
    assert one != keys.keyed_hash("other", "13800000000")


def test_anyone_with_the_public_key_can_check_a_signature() -> None:
    signature = keys.signer("receipt").sign(b"words")
    public = base64.urlsafe_b64decode(keys.public_key("receipt"))

    Ed25519PublicKey.from_public_bytes(public).verify(signature, b"words")
    assert len(keys.key_id("receipt")) == 8


def test_an_unreadable_key_is_said_in_words(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "vault.key").write_text("not a key")

    with pytest.raises(ImproperlyConfigured, match=r"vault\.key"):
        keys.keyring("vault")


def test_a_damaged_signing_key_is_said_in_words(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "receipt.key").write_text("c2hvcnQ=")

    with pytest.raises(ImproperlyConfigured, match=r"receipt\.key"):
        keys.signer("receipt")


def test_an_empty_key_file_is_never_taken_for_a_key(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "lookup.key").write_text("")

    with pytest.raises(ImproperlyConfigured, match=r"lookup\.key"):
        keys.secret("lookup")
