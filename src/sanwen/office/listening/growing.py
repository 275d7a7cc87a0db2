"""The growth of a topic in words, with how sure one can be."""

from django.utils.translation import gettext as _

from sanwen.listen.topics.models import Topic


def growth_words(topic: Topic) -> str:
    """A whole sentence: how many times the normal, here and at this season, between what."""
    if topic.growth is None or topic.growth_low is None:
        return _("There is too little before to say what is normal.")
    words = _sentence(topic)
    return words % {
        "ratio": times(topic.growth),
        "low": times(topic.growth_low),
        "high": times(topic.growth_high or 0),
    }


def growth_mark(topic: Topic) -> str:
    """The same in a few words, for a list; empty where nothing stands out."""
    if not topic.is_rising or topic.growth is None:
        return ""
    return _("rising: about %(ratio)s times what is normal") % {"ratio": times(topic.growth)}


def times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}".removesuffix(".0")


def _sentence(topic: Topic) -> str:
    if topic.growth_high is None:
        return _("Nothing of the kind came before: at least %(low)s times what is normal here.")
    if (topic.growth_low or 0) > 1:
        return _more(topic)
    if topic.growth_high < 1:
        return _("Less than normal here: about %(ratio)s times; between %(low)s and %(high)s.")
    return _(
        "Not clearly more or less than normal here: about %(ratio)s times; "
        "between %(low)s and %(high)s."
    )


def _more(topic: Topic) -> str:
    if topic.knows_season:
        return _(
            "About %(ratio)s times what is normal here at this season; "
            "between %(low)s and %(high)s."
        )
    return _("About %(ratio)s times what is normal here; between %(low)s and %(high)s.")
