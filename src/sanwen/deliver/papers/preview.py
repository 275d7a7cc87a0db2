"""A paper as PDF for the eye, made by LibreOffice where the server has it, and in which fonts."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sanwen.deliver.papers.sheet import fonts

SECONDS = 60
PROGRAMS = ("soffice", "libreoffice")
PLACES = ("/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
# Of the small-title type every stand-in is thinner than the original.
BOLDER = re.compile(rf"(<w:rFonts [^>]*{fonts.TITLE}[^>]*/>)")


class PreviewError(Exception):
    """No PDF: LibreOffice is missing, took too long or failed. The .docx is whole."""


@dataclass(frozen=True, slots=True)
class StandIn:
    wanted: str
    shown: str


def program() -> str | None:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


@lru_cache(maxsize=1)
def stand_ins() -> Mapping[str, str]:
    """By the font a paper names: the one that shows it here; itself where it is there."""
    here = _installed()
    return {
        name: next((each for each in (name, *likely, *fonts.LAST_RESORT) if each in here), "")
        for name, likely in fonts.STAND_INS.items()
    }


def replaced() -> list[StandIn]:
    """What the page has to say about fonts; empty where every font is there."""
    return [StandIn(name, shown) for name, shown in stand_ins().items() if shown != name]


def _installed() -> frozenset[str]:
    lister = shutil.which("fc-list")
    if lister is None:
        return frozenset()
    listed = subprocess.run(
        [lister, ":", "family"], capture_output=True, text=True, check=False, timeout=SECONDS
    )
    return frozenset(name.strip() for name in re.split(r"[,\n]", listed.stdout))


def pdf(docx: bytes, *, seconds: float = SECONDS) -> bytes:
    """Each conversion has a profile of its own, so that several may run and none leaves a trace."""
    soffice = program()
    if soffice is None:
        raise PreviewError("LibreOffice is not on this server")
    with tempfile.TemporaryDirectory(prefix="sanwen-paper-") as folder:
        paper = Path(folder, "paper.docx")
        paper.write_bytes(shown_here(docx))
        _convert(soffice, paper, seconds)
        made = paper.with_suffix(".pdf")
        if not made.is_file():
            raise PreviewError("LibreOffice made no PDF")
        return made.read_bytes()


def _convert(soffice: str, paper: Path, seconds: float) -> None:
    command = [
        soffice,
        f"-env:UserInstallation=file://{paper.parent}/profile",
        *("--headless", "--norestore", "--nologo"),
        *("--convert-to", "pdf", "--outdir", str(paper.parent), str(paper)),
    ]
    # It starts processes of its own; all of them end together.
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(paper.parent)},
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        raise PreviewError(f"LibreOffice took longer than {seconds:g} s") from None
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def shown_here(docx: bytes) -> bytes:
    """The same file with the fonts of this server; the kept paper goes on naming its own."""
    new = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(new, "w", ZIP_DEFLATED) as copy:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("styles.xml"):
                data = _refonted(data.decode()).encode()
            copy.writestr(name, data)
    return new.getvalue()


def _refonted(xml: str) -> str:
    if stand_ins().get(fonts.TITLE) not in (fonts.TITLE, "", None):
        xml = BOLDER.sub(r"\1<w:b/>", xml)
    for wanted, shown in stand_ins().items():
        if shown:
            xml = xml.replace(f'"{wanted}"', f'"{shown}"')
    return xml
