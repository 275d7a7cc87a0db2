"""What the map says, in sentences: the same for eyes, for ears and for paper."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.counsel.consultations.picture.bars import kept_share, with_interval
from sanwen.methods.percent import percent

Told = Callable[[dict[str, Any]], str]
# Agreement of partitions (adjusted Rand index) in words: a reader need not know the index.
_FIRM, _FAIR = 0.9, 0.75


def headline(picture: dict[str, Any]) -> str:
    count = picture["k"]
    if count < 2:
        return _("There are no camps: people differ, but they do not fall into groups.")
    if picture["is_continuum"]:
        return _("People differ, but the borders between groups are not firm.")
    return ngettext(
        "People fall into %(count)d group that thinks alike.",
        "People fall into %(count)d groups that think alike.",
        count,
    ) % {"count": count}


def how_sure(picture: dict[str, Any]) -> str:
    """Why there are groups, or none, and how firm they are."""
    if picture["k"] < 2:
        return _(
            "If the votes were mixed at random, %(share)s of the mixtures would look as divided as "
            "this or more. So nobody should speak of camps here."
        ) % {"share": percent(picture["p_no_groups"])}
    firm = picture["stability"]["overall"]
    if firm >= _FIRM:
        how = _("Leaving out a tenth of the people or of the votes gives nearly the same groups.")
    elif firm >= _FAIR:
        how = _("Leaving out a tenth of the people or of the votes moves some at the edges.")
    else:
        how = _(
            "Leaving out a tenth of the people or of the votes gives other groups, so the picture "
            "is drawn without borders."
        )
    return how


def turnout(picture: dict[str, Any]) -> list[str]:
    who = picture["turnout"]
    lines = [
        ngettext(
            "%(people)s person took part and gave %(votes)s reactions; half of them gave "
            "%(median)d or more.",
            "%(people)s people took part and gave %(votes)s reactions; half of them gave "
            "%(median)d or more.",
            who["participants"],
        )
        % {
            "people": f"{who['participants']:,}",
            "votes": f"{who['votes']:,}",
            "median": who["each"][2],
        }
    ]
    unplaced = who["participants"] - who["placed"]
    if unplaced:
        lines.append(
            ngettext(
                "%(people)s of them gave fewer than %(needed)d and has no place in the picture; "
                "their reactions count in all figures.",
                "%(people)s of them gave fewer than %(needed)d and have no place in the picture; "
                "their reactions count in all figures.",
                unplaced,
            )
            % {"people": f"{unplaced:,}", "needed": who["needed"]}
        )
    lines.append(
        _(
            "Whoever wished to took part. What those who stayed away think is not known, so no "
            "figure here holds for everybody."
        )
    )
    return lines


def characteristic(one: dict[str, Any]) -> str:
    inside, outside = kept_share(one["inside"]), kept_share(one["outside"])
    texts = {"inside": with_interval(inside), "outside": with_interval(outside)}
    if one["direction"] > 0:
        return _("%(inside)s agree; of the others %(outside)s") % texts
    return _("%(inside)s disagree; of the others %(outside)s") % texts


def uniting(picture: dict[str, Any]) -> Told:
    """Of everybody; and of every group, where there are groups."""

    def told(one: dict[str, Any]) -> str:
        texts = {
            "all": with_interval(kept_share(one["all"])),
            "against": percent(one["against"][0]),
            "least": percent(one["least"]),
        }
        return _in_every_group(one, texts) if picture["groups"] else _of_all(one, texts)

    return told


def _of_all(one: dict[str, Any], texts: dict[str, str]) -> str:
    if one["direction"] > 0:
        return _("%(all)s agree, %(against)s disagree") % texts
    return _("%(all)s disagree, %(against)s agree") % texts


def _in_every_group(one: dict[str, Any], texts: dict[str, str]) -> str:
    if one["direction"] > 0:
        return (
            _("%(all)s agree, %(against)s disagree; in every group at least %(least)s agree")
            % texts
        )
    return (
        _("%(all)s disagree, %(against)s agree; in every group at least %(least)s disagree") % texts
    )


def dividing(picture: dict[str, Any]) -> Told:
    """Which two groups a statement divides most, by their names."""
    labels = [group["label"] for group in picture["groups"]]

    def told(one: dict[str, Any]) -> str:
        texts = {
            "most": labels[one["most"]],
            "least": labels[one["least"]],
            "difference": f"{100 * one['difference'][0]:.0f}",
        }
        if one["opposed"]:
            return (
                _("Most of %(most)s agree, most of %(least)s disagree: %(difference)s points apart")
                % texts
            )
        return _("%(difference)s points more agreement in %(most)s than in %(least)s") % texts

    return told
