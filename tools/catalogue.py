"""Brings each app's Chinese catalogue up to its source: `python tools/catalogue.py`.

New texts are added empty and named, texts that are gone leave, nothing is guessed ("fuzzy").
Needs gettext's xgettext. `--check` only says what is missing.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "sanwen"
PLACE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
WIDTH = 100
# The words that mark a text for translation, as Django has them; `_` and gettext are known anyway.
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
HEADER = {
    "Project-Id-Version": "sanwen",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
Key = tuple[str, str]


def apps() -> list[Path]:
    return sorted(file.parent for file in SOURCE.glob("**/apps.py"))


def wanted(app: Path) -> list[polib.POEntry]:
    """What the source of an app says to people, in the order of its files."""
    if not settings.configured:
        settings.configure()
    with tempfile.TemporaryDirectory() as folder:
        names = [_as_python(file, Path(folder), n) for n, file in enumerate(_sources(app))]
        return list(_extract(Path(folder), names)) if names else []


def _sources(app: Path) -> Iterator[Path]:
    yield from sorted(app.rglob("*.py"))
    yield from sorted(app.rglob("*.html"))
    yield from sorted(app.rglob("*.txt"))


def _as_python(file: Path, folder: Path, number: int) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        text = templatize(text, origin=str(file))
    copy = folder / f"{number:04}.py"
    copy.write_text(text, encoding="utf-8")
    return copy.name


def _extract(folder: Path, names: list[str]) -> Iterator[polib.POEntry]:
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--output=-"]
    command += [f"--keyword={word}" for word in KEYWORDS]
    text = subprocess.run(  # noqa: S603 (our own file names)
        [*command, *names], cwd=folder, check=True, capture_output=True
    ).stdout.decode()
    yield from polib.pofile(text) if text else []


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def catalogue(app: Path) -> polib.POFile:
    file = app / PLACE
    if file.exists():
        return polib.pofile(str(file), wrapwidth=WIDTH)
    fresh = polib.POFile(wrapwidth=WIDTH)
    fresh.metadata = dict(HEADER)
    return fresh


def update(app: Path) -> list[str]:
    """Writes both files; returns the texts that have no Chinese yet."""
    old = catalogue(app)
    known = {key(entry): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=WIDTH)
    new.header, new.metadata = catalogue(app).header, dict(HEADER)
    for entry in wanted(app):
        held = known.get(key(entry))
        if entry.msgid_plural:
            # Chinese has one form, whatever the number.
            entry.msgstr_plural = {0: held.msgstr_plural.get(0, "") if held else ""}
        if held is not None:
            entry.msgstr = held.msgstr
            entry.tcomment = held.tcomment
        entry.comment = ""
        new.append(entry)
    if not new:
        return []
    (app / PLACE).parent.mkdir(parents=True, exist_ok=True)
    new.save(str(app / PLACE))
    new.save_as_mofile(str((app / PLACE).with_suffix(".mo")))
    return [entry.msgid for entry in new if not entry.translated()]


def missing(app: Path) -> list[str]:
    """What the source says and the catalogue does not."""
    known = {key(entry) for entry in catalogue(app) if entry.translated() and not entry.fuzzy}
    return [entry.msgid for entry in wanted(app) if key(entry) not in known]


def main(arguments: list[str]) -> int:
    look = missing if "--check" in arguments else update
    left = {app.relative_to(SOURCE): look(app) for app in apps()}
    for app, texts in left.items():
        for text in texts:
            print(f"{app}: {text}")
    return 1 if any(left.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
