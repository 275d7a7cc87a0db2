"""The sentences about a `.pb` file that the library says, for the catalogue of this part."""

from django.utils.translation import gettext_noop

KNOWN = (
    gettext_noop("The section %(section)s is missing. A .pb file has %(all)s, in this order."),
    gettext_noop("The columns of %(section)s lack “%(column)s”. Add it."),
    gettext_noop("The vote_type “%(said)s” is not known. Use one of %(all)s."),
    gettext_noop("The %(what)s “%(said)s” is not an amount. Write a number, like 1500."),
    gettext_noop("Project %(id)s is there twice. Remove one."),
    gettext_noop("The vote names project %(id)s, which is not in PROJECTS. Correct the number."),
    gettext_noop("%(names)s projects but %(points)s numbers of points. Give one for each."),
    gettext_noop("“%(said)s” is not a number of points."),
    gettext_noop("%(why)s."),
)
