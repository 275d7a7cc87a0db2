"""What is wrong with a file, in the language of the reader."""

from django.utils.translation import gettext

from sanwen.methods.unreadable import Unreadable


def in_words(problem: Unreadable) -> str:
    """The sentences of the library stand in the catalogue of the part that reads such files."""
    said = gettext(problem.problem) % problem.details
    if not problem.line:
        return said
    return gettext("Line %(line)d: %(said)s") % {"line": problem.line, "said": said}
