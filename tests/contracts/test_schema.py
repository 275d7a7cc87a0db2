"""The matter is the record; the person is a contact. The tables themselves show it."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from sanwen.counsel.consultations.models import Follower, Invitation
from sanwen.counsel.meetings.models import Candidate
from sanwen.deliver.intake.imports.labels import may_take_in
from sanwen.deliver.mediation.models import Party
from sanwen.deliver.reception.models import Visit
from sanwen.integrity.vault.models import Contact, RelayMessage, Reveal
from sanwen.listen.voices.models import Voice
from sanwen.notices.models import Notice
from sanwen.people.models import Membership, User
from sanwen.verdict.ratings.models import Verdict
from sanwen.verdict.surveys.models import Listed
from tests.contracts.addresses import addresses
from tests.contracts.house import SOURCE, modules

PEOPLE = {Contact, User, Membership, Voice}
JUDGING = re.compile(
    r"risk|scor|level|grade|rank|rating|credit|point|label|tag|flag|watch|black|white_?list"
    r"|sentiment|emotion|mood|tone|temper|threat|danger|extrem|stabil|trouble|vexat|malicious"
    r"|abnormal|habitual|repeat|frequen|priorit|attitude|importan|key_?person|focus|special"
    r"|control|minder|whereabout|location|latitude|longitude|online|keystroke|productiv"
)
# What is counted about a thing, not a person.
HARMLESS = {("notices", "attempts")}
JUDGING_IN_CHINESE = re.compile(
    r"稳控|重点人|缠访|闹访|非访|黑名单|偏激|情绪|无理|信用分|风险等级|包保"
)
OURS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("sanwen.")
    for model in config.get_models(include_auto_created=True)
]


def targets(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and isinstance(field.related_model, type)
    }


def of_a_person(model: type[models.Model]) -> bool:
    """A row of it stands for one person, or for something of one person."""
    return model in PEOPLE or bool(targets(model) & {Contact, User, Voice})


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_table_of_a_person_holds_a_judgement_of_that_person(model) -> None:
    names = {field.name for field in model._meta.concrete_fields}
    judging = {name for name in names if JUDGING.search(name)}

    assert not of_a_person(model) or judging == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_choice_and_no_name_anywhere_labels_people(model) -> None:
    with translation.override("zh-hans"):
        words = [
            str(word)
            for field in model._meta.concrete_fields
            for word in (field.verbose_name, *(label for _, label in field.flatchoices))
        ]

    assert [word for word in words if JUDGING_IN_CHINESE.search(word)] == []


def test_what_a_resident_thinks_hangs_on_an_answer_and_judges_nobody() -> None:
    """Satisfaction is what the resident says of an answer; nothing says it of the resident."""
    assert targets(Verdict) & PEOPLE == {Voice}
    assert not Verdict._meta.get_field("answer").null


def test_only_the_page_of_the_code_gives_a_verdict() -> None:
    """And the demo, which plays the residents of an invented county."""
    giving = re.compile(
        r"\bratings\.give\(|ratings\.actions import .*give|Verdict\.objects\.(?:bulk_)?create"
    )
    places = {str(file.relative_to(SOURCE)) for file in modules() if giving.search(read(file))}

    assert places == {"web/my.py", "demo/acts.py"}


def test_a_contact_belongs_to_one_voice_and_hardly_anything_points_to_it() -> None:
    pointing = {model for model in OURS if Contact in targets(model)}

    assert pointing == {
        *(Voice, Visit, Party, Reveal, RelayMessage, Notice),
        # Who was asked, who wants to be told, who may be drawn: tied to no vote and no opinion.
        *(Invitation, Follower, Candidate, Listed),
    }
    alone = (Voice, Visit, Party, Follower, Candidate, Listed)
    assert all(model._meta.get_field("contact").one_to_one for model in alone)


def test_voices_are_not_gathered_by_person() -> None:
    """What is the same about two contacts is asked for two things: is there a running matter, and
    how many different people speak of a topic? The second is answered by `vault/counting.py` with
    tokens that are good for one call; no table holds them, and nobody else asks for them."""
    asking = re.compile(r"with_phone|with_email|phone_hash|email_hash")
    places = {str(file.relative_to(SOURCE)) for file in modules() if asking.search(read(file))}

    assert places <= {
        "integrity/vault/actions.py",
        "integrity/vault/counting.py",
        "integrity/vault/models.py",
        "deliver/intake/actions.py",
    }
    counting = {
        str(file.relative_to(SOURCE)) for file in modules() if "tokens_for_counting" in read(file)
    }
    assert counting == {
        "integrity/vault/counting.py",
        "listen/topics/gathering.py",
        "office/listening/actions/recurring.py",
    }
    assert not [
        field
        for model in OURS
        for field in model._meta.concrete_fields
        if re.search(r"token", field.name)
    ]


def test_no_address_leads_to_a_person() -> None:
    given = {name for address in addresses() for name in address.given}

    assert not given & {"contact", "pseudonym", "phone", "email", "person", "name", "code"}
    assert not any("/contacts/" in address.path for address in addresses())


@pytest.mark.parametrize("heading", ["稳控责任人", "重点人员类别", "缠访", "risk level", "情绪"])
def test_a_file_that_labels_persons_is_refused(heading) -> None:
    ruling = may_take_in(["内容", heading])

    assert not ruling
    assert heading in str(ruling.reason)


def read(file) -> str:
    return file.read_text(encoding="utf-8")
