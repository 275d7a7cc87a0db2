"""What is wrong with a file of Polis, in the language of the reader."""

from django.utils.translation import gettext, gettext_noop

from sanwen.methods.unreadable import Unreadable

# The sentences of the library, for the catalogue.
KNOWN = (
    gettext_noop("No column is named by the number of a statement."),
    gettext_noop("A participant stands in two rows."),
    gettext_noop("“%(said)s” is no vote; votes are 1, 0 and -1."),
    gettext_noop("The file is empty."),
    gettext_noop("No column is named %(column)s."),
    gettext_noop("This line has too few columns."),
    gettext_noop("A participant or a statement has no number."),
)


def words(problem: Unreadable) -> str:
    said = gettext(problem.problem) % problem.details
    if not problem.line:
        return said
    return gettext("Line %(line)d: %(said)s") % {"line": problem.line, "said": said}
