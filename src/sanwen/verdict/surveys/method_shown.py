"""The page of the method in the reader's words, out of the snapshot alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.verdict.surveys.models import Moment
from sanwen.verdict.surveys.shown import Told
from sanwen.verdict.surveys.states import Disposition, Kind, Mode

Json = Mapping[str, Any]


def method(told: Json) -> list[Told]:
    parts = (_who(told), _whom(told), _how(told), _lot(told), _weights(told))
    return [line for part in parts for line in part if line.how]


def _who(told: Json) -> list[Told]:
    about = " ".join(filter(None, (told["about"], told["about_ref"])))
    return [
        Told(_("Who is asking"), _asker(told)),
        Told(_("Who pays"), told["who_pays"]),
        Told(_("Why"), told["purpose"]),
        Told(_("What is judged"), about),
        Told(_("The unit that is judged"), told["about_unit"]),
        Told(_("Why it asks about itself"), told["own_because"]),
        Told(_("Before or after"), _wave(told)),
    ]


def _asker(told: Json) -> str:
    if told["who_asks"] == told["unit"]:
        return str(told["unit"])
    return _("%(who)s (%(unit)s)") % {"who": told["who_asks"], "unit": told["unit"]}


def _wave(told: Json) -> str:
    if told["moment"] == Moment.NONE:
        return ""
    return " · ".join(filter(None, (str(Moment(told["moment"]).label), told["before"])))


def _whom(told: Json) -> list[Told]:
    return [
        Told(_("Whom it is to speak for"), told["population"]),
        Told(_("Who is asked"), str(Kind(told["kind"]).label)),
        Told(_("Where the list comes from"), told["list_source"]),
        Told(_("Parts that were drawn by themselves"), _strata(told["strata"])),
    ]


def _strata(strata: Sequence[Json]) -> str:
    return _("; ").join(
        _("%(name)s: %(population)d people, %(drawn)d asked, %(answered)s answered")
        % {
            "name": each["name"] or _("All"),
            "population": each["population"],
            "drawn": each["drawn"],
            "answered": _("fewer than 5") if each["answered"] is None else each["answered"],
        }
        for each in strata
    )


def _how(told: Json) -> list[Told]:
    modes = _(", ").join(
        f"{Mode(mode).label} {many if many >= 5 else _('fewer than 5')}"
        for mode, many in told["modes"].items()
    )
    return [
        Told(_("Days"), _days(told)),
        Told(_("How people answered"), modes),
        Told(_("How many answered"), _answered(told)),
        Told(_("What became of those who were asked"), _outcomes(told)),
        Told(_("Reminders"), str(told["reminders"]) if told["drawn"] is not None else ""),
        Told(_("Interviewers"), str(told["interviewers"]) if told["interviewers"] else ""),
    ]


def _days(told: Json) -> str:
    return _("%(first)s to %(last)s") % {
        "first": day_words(date.fromisoformat(told["opens_on"])),
        "last": day_words(date.fromisoformat(told["closes_on"])),
    }


def _answered(told: Json) -> str:
    if told["drawn"] is None:
        return str(told["responses"])
    return _("%(responses)d of %(drawn)d who were asked") % told


def _outcomes(told: Json) -> str:
    if told["drawn"] is None:
        return ""
    return _("; ").join(
        f"{Disposition(letter).label} ({letter}) {many}"
        for letter, many in sorted(told["outcomes"].items())
    )


def _lot(told: Json) -> list[Told]:
    if not told["list_hash"]:
        return []
    seed_on = told["seed_on"]
    return [
        Told(_("Fingerprint of the list (SHA-256)"), told["list_hash"]),
        Told(
            _("Out of which number the lot is drawn"),
            _("%(source)s, known on %(day)s")
            % {"source": told["seed_source"], "day": day_words(date.fromisoformat(seed_on))}
            if seed_on
            else "",
        ),
        Told(_("Number of the draw"), told["seed"]),
        Told(_("How to draw again"), _again(told)),
    ]


def _again(told: Json) -> str:
    if not told["seed"]:
        return ""
    return _(
        "Take the list below. For each part: sort its numbers by SHA-256 of “%(seed)s:number”; the "
        'first ones are those drawn. `sanwen draw LIST.csv --seed "%(seed)s" --size …` does it.'
    ) % {"seed": told["seed"]}


def _weights(told: Json) -> list[Told]:
    weights = told["weights"]
    if weights["kind"] == "none":
        return [
            Told(_("Weights"), _("None. The figures speak for those who came, for nobody else."))
        ]
    sources = sorted({each["source"] for each in told["margins"]})
    lines = [Told(_("Weights"), _base(weights))]
    if weights["kind"] == "raked":
        lines.append(Told(_("Known figures they were brought to (raking)"), _("; ").join(sources)))
    return lines


def _base(weights: Json) -> str:
    base = _(
        "Each answer stands for as many people as its part has for each who answered. The smallest "
        "weight is %(smallest)s times the average, the largest %(largest)s times. Design effect "
        "%(design_effect)s: the answers are worth %(effective)s equal ones."
    ) % dict(weights)
    if weights["kind"] == "raked" and weights["trimmed"]:
        base += " " + _("%(trimmed)d weights were cut to %(trim)s times the median one.") % dict(
            weights
        )
    return base


def limits(told: Json) -> list[str]:
    """What the figures cannot say; first what those who asked say of it themselves."""
    words = {
        "came_by_themselves": _(
            "Whoever wished took part. How others think is not known, so that there is no interval "
            "for the population and no share of it."
        ),
        "silence": _(
            "Not everybody answered. Intervals take those who answered for a random part of those "
            "asked; whether the silent think otherwise, they do not know."
        ),
        "no_stratum_answered": _("In one of the parts nobody answered; the others speak for it."),
        "one_in_a_stratum": _("In one of the parts a single person answered."),
        "few": _("Fewer than 30 answered: the intervals are wide, and units are not compared."),
        "asked_about_itself": _("The unit that asks is judged itself."),
        "asked_by_people": _(
            "Some were asked by a person, by telephone or at the door. To a person people speak "
            "more kindly, and the person knows whom they asked."
        ),
        "no_cause": _("That a share changed does not show what changed it."),
        "confidential": _("The answers are confidential, not anonymous; they were told so first."),
    }
    own = [told["cannot_say"]] if told["cannot_say"] else []
    return [*own, *(words[name] for name in told["limits"] if name in words)]


def wording(told: Json) -> list[tuple[int, str, str, str]]:
    """Number, exact words, options, and after which answer it was asked."""
    texts = {each["number"]: dict(each["options"]) for each in told["wording"]}
    return [
        (each["number"], each["text"], " / ".join(text for _value, text in each["options"]),
         _after(each, texts))
        for each in told["wording"]
    ]  # fmt: skip


def _after(told: Json, texts: Mapping[int, Mapping[str, str]]) -> str:
    if told["after_number"] is None:
        return ""
    answers = _(", ").join(texts[told["after_number"]][value] for value in told["after_options"])
    return _("Only where question %(number)d was answered with: %(answers)s") % {
        "number": told["after_number"],
        "answers": answers,
    }
