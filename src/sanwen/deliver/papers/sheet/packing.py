"""The file as bytes that depend on nothing but what it says: no clock, no name of a user."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word

# The first day a zip can tell of; the day of the paper stands on the paper.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def packed(word: Word) -> bytes:
    about = word.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime(*NO_DAY)  # noqa: DTZ001 (a file knows no zone)
    about.revision = 1
    loose, fixed = BytesIO(), BytesIO()
    word.save(loose)
    with ZipFile(loose) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
