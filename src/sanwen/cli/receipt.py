"""Checks a receipt's signature, with our public key or with one that was published."""

from pathlib import Path

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.listen.voices import receipts

LONGEST = 2_000_000


def run(*, file: Path, key: str | None, as_json: bool) -> int:
    try:
        found = receipts.check(file.read_bytes()[:LONGEST].decode(), key)
    except UnicodeDecodeError:
        raise Refused(f"{file} is not a text file, so it is no receipt.") from None
    except ValueError:
        raise Refused(
            "--key is not a public key: use the 44 characters that were published."
        ) from None
    if as_json:
        telling.machine({"ok": found.ok, "reason": str(found.reason), **found.fields})
    elif found.ok:
        telling.person("\n".join(f"{name}: {value}" for name, value in found.fields.items()))
    (telling.person if found.ok and not as_json else telling.wrong)(str(found.reason))
    return 0 if found.ok else 1
