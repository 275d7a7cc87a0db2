"""The program itself: its settings and its Chinese catalogues."""

import gettext
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings as chosen
from django.core.checks import ERROR, run_checks

from sanwen.cli.checks import Check, Status

ENTRY = re.compile(r"\n\s*\n")
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"


def settings() -> Check:
    errors = [each for each in run_checks() if each.level >= ERROR]
    if errors:
        return Check("settings", Status.BAD, errors[0].msg, errors[0].hint or "")
    local = {"localhost", "127.0.0.1", "[::1]"}
    if chosen.DEBUG:
        todo = "Unset SANWEN_DEBUG where others can reach this."
        return Check("settings", Status.WARN, "debug pages are on", todo)
    if "*" in chosen.ALLOWED_HOSTS:
        todo = "Name your own hosts in SANWEN_HOSTS."
        return Check("settings", Status.WARN, "every host name is accepted", todo)
    if set(chosen.ALLOWED_HOSTS) - local and not chosen.HTTPS:
        todo = "Set SANWEN_HTTPS=True once the page is reached through HTTPS."
        return Check("settings", Status.WARN, "open to others without HTTPS", todo)
    return Check("settings", Status.OK, f"hosts: {', '.join(chosen.ALLOWED_HOSTS)}")


def translations() -> Check:
    catalogues = [Path(app.path) / CATALOGUE for app in apps.get_app_configs()]
    ours = [path for path in catalogues if "sanwen" in path.parts and path.exists()]
    faults = [fault for path in ours for fault in _faults(path)]
    if faults:
        todo = "Complete the .po file and compile it with msgfmt."
        return Check("translations", Status.BAD, "; ".join(faults[:5]), todo)
    if not ours:
        return Check("translations", Status.BAD, "no Chinese catalogue found", "Install again.")
    return Check("translations", Status.OK, f"{len(ours)} Chinese catalogues, complete")


def _faults(path: Path) -> list[str]:
    name, compiled = path.parents[3].name, path.with_suffix(".mo")
    if not compiled.exists():
        return [f"{name}: not compiled"]
    with compiled.open("rb") as file:
        known = len(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    open_entries = unfinished(path.read_text(encoding="utf-8"))
    if open_entries:
        return [f"{name}: {open_entries} not translated"]
    return [] if known > 1 else [f"{name}: compiled catalogue is empty"]


def unfinished(catalogue: str) -> int:
    """Entries that are fuzzy or empty; the header and dropped entries (#~) do not count."""
    entries = [entry for entry in ENTRY.split(catalogue) if re.search(r"^msgid ", entry, re.M)]
    return sum(_is_unfinished(entry) for entry in entries[1:])


def _is_unfinished(entry: str) -> bool:
    if re.search(r"^#,.*\bfuzzy\b", entry, re.M):
        return True
    translations = re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', entry, re.M)
    return any(not "".join(re.findall(r'"(.*)"', text)) for text in translations)
