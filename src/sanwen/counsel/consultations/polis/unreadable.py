"""The sentences about a file of Polis that the library says, for the catalogue of this part."""

from django.utils.translation import gettext_noop

KNOWN = (
    gettext_noop("No column is named by the number of a statement."),
    gettext_noop("A participant stands in two rows."),
    gettext_noop("“%(said)s” is no vote; votes are 1, 0 and -1."),
    gettext_noop("The file is empty."),
    gettext_noop("No column is named %(column)s."),
    gettext_noop("This line has too few columns."),
    gettext_noop("A participant or a statement has no number."),
)
