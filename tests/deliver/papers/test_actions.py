"""Papers come to be, get their number, and stand; what a refusal leaves as it was."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, connection, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.models import Matter, Step
from sanwen.deliver.matters.states import State as MatterState
from sanwen.deliver.papers import actions, filling, sources
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper, Series, State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Openness, Reason, Reveal, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

WANG = ContactDraft(
    name="王秀英",
    phone="13800138000",
    address="石桥村12号",
    wishes=Way.PHONE,
    openness=Openness.OPEN,
)
TODAY = MORNING.date()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def cast() -> Cast:
    return Cast()


def filled(one: Matter, code: str = "opinion", **more: str) -> dict[str, str]:
    """Everything the kind asks for: what the matter knows, and any words for the rest."""
    kind = kinds()[code]
    known = sources.facts(one, one.lead_unit or one.received_by, None, today=TODAY)
    found = sources.filled(kind, known)
    rest = {
        field.name: (field.options or ["2026-03-20" if field.shape == "day" else "7"])[0]
        for field in filling.missing(kind, found)
    }
    return {**found, **rest, "word": "清交信", **more}


def drafted(cast: Cast, *, by: User | None = None, code: str = "opinion", **more: str) -> Paper:
    one = matter(cast, MatterState.ANSWERED, contact=WANG)
    return actions.draft(
        matter=one,
        kind=kinds()[code],
        filled=filled(one, code, **more),
        voice=voice_of(one),
        by=by or cast.handler,
        now=MORNING,
    )


def words_of(file: bytes) -> str:
    with ZipFile(BytesIO(file)) as zipped:
        return zipped.read("word/document.xml").decode()


@pytest.mark.django_db
def test_a_draft_keeps_what_was_filled_in_and_no_name(cast: Cast) -> None:
    paper = drafted(cast, addressee="王秀英")

    assert paper.is_draft
    assert paper.filled["subject"] == "石桥村口的路灯坏了半个月，晚上看不见路"
    assert paper.filled["addressee"] == f"诉求人{paper.voice.contact.pseudonym}"  # type: ignore[union-attr]
    assert "王秀英" not in str(paper.filled)
    assert Entry.objects.filter(verb="paper.drafted", subject=paper.trail_ref).exists()


@pytest.mark.django_db
def test_an_answered_matter_fills_the_opinion_by_itself(cast: Cast) -> None:
    one = matter(cast, MatterState.ANSWERED)
    kind = kinds()["opinion"]
    known = sources.facts(one, cast.units.roads, None, today=TODAY)

    found = sources.filled(kind, known)

    assert found["received_on"] == "2026-03-10"
    assert found["replies"] == "3月12日已更换灯头，当晚亮灯。"
    assert found["found"] == "3月12日现场检修记录。"
    assert found["remedy"] == "对答复不满意，可以在收到之日起30日内请求复查。"
    assert found["result"].startswith("请求事实清楚")
    assert {field.name for field in filling.missing(kind, found)} == {"word", "basis"}


@pytest.mark.django_db
def test_more_time_is_told_with_its_reason_and_the_first_promise(cast: Cast) -> None:
    one = matter(cast, MatterState.IN_HAND)
    first = one.first_due_on
    asked = asking.ask_for_time(
        matter=one, days=5, reason="要等新灯杆到货。", by=cast.handler, now=later(hours=3)
    )
    asking.decide_on_time(extension=asked, approved=True, by=cast.head, now=later(hours=4))
    one.refresh_from_db()

    known = sources.facts(one, cast.units.roads, None, today=TODAY)
    found = sources.filled(kinds()["extension"], known)

    assert found["extension_reason"] == "要等新灯杆到货。"
    assert found["extension_days"] == "5"
    assert found["first_due_on"] == first.isoformat()
    assert found["old_due_on"] == first.isoformat()
    assert found["new_due_on"] == one.due_on.isoformat()


@pytest.mark.django_db
def test_issuing_gives_number_file_and_fingerprint_and_tells_the_resident(cast: Cast) -> None:
    paper = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)

    with paper.file.open("rb") as kept:
        file = kept.read()
    entry = Entry.objects.get(verb="paper.issued")
    step = Step.objects.get(verb="paper")
    assert paper.full_number == "清交信〔2026〕1号"
    assert paper.sha256 == hashlib.sha256(file).hexdigest()
    assert paper.sha256 in entry.details
    assert "清交信〔2026〕1号" in words_of(file)
    assert step.words == "《信访处理意见书》清交信〔2026〕1号"
    assert step.voice_id == paper.voice_id
    assert not step.inside


@pytest.mark.django_db
def test_each_unit_counts_for_itself_and_begins_anew_each_year(cast: Cast) -> None:
    first = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)
    second = actions.issue(paper=drafted(cast), by=cast.handler, now=later(days=1))
    of_desk = actions.issue(
        paper=drafted(cast, by=cast.clerk, code="transfer"), by=cast.clerk, now=MORNING
    )
    next_year = actions.issue(paper=drafted(cast), by=cast.handler, now=later(days=365))

    assert [each.number for each in (first, second, of_desk, next_year)] == [1, 2, 1, 1]
    assert next_year.year == 2027


@pytest.mark.django_db
def test_a_paper_with_gaps_is_not_issued_and_takes_no_number(cast: Cast) -> None:
    paper = drafted(cast, basis="")

    with nothing_changes(), pytest.raises(NotAllowed, match="依据|Legal basis"):
        actions.issue(paper=paper, by=cast.handler, now=MORNING)

    assert not Series.objects.exists()


@pytest.mark.django_db
def test_nobody_else_drafts_changes_issues_or_replaces_it(cast: Cast) -> None:
    paper = drafted(cast)
    one = paper.matter
    acts: list[Callable[[], object]] = [
        lambda: actions.draft(
            matter=one, kind=kinds()["opinion"], filled={}, by=cast.clerk, now=MORNING
        ),
        lambda: actions.change(paper=paper, filled={}, by=cast.clerk, now=MORNING),
        lambda: actions.issue(paper=paper, by=cast.clerk, now=MORNING),
        lambda: actions.replace(paper=paper, by=cast.clerk, now=MORNING),
        lambda: actions.hand_over(paper=paper, by=cast.clerk, now=MORNING),
    ]

    for act in acts:
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_an_issued_paper_is_changed_by_no_action(cast: Cast) -> None:
    paper = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)

    with nothing_changes():
        with pytest.raises(NotAllowed):
            actions.change(paper=paper, filled={"said": "别的"}, by=cast.handler, now=MORNING)
        with pytest.raises(NotAllowed):
            actions.issue(paper=paper, by=cast.handler, now=MORNING)


@pytest.mark.django_db
def test_the_database_keeps_an_issued_paper_as_it_is(cast: Cast) -> None:
    paper = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)
    table = Paper.objects.filter(pk=paper.pk)

    for spoil in (
        lambda: table.update(filled={}),
        lambda: table.update(state=State.DRAFT),
        table.delete,
    ):
        with pytest.raises(IntegrityError, match="is issued"), transaction.atomic():
            spoil()


@pytest.mark.django_db
def test_a_new_paper_replaces_the_old_one_and_says_so(cast: Cast) -> None:
    old = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)
    draft = actions.replace(paper=old, by=cast.handler, now=later(days=1))
    assert not Paper.objects.get(pk=old.pk).is_replaced

    new = actions.issue(paper=draft, by=cast.handler, now=later(days=1))

    with new.file.open("rb") as kept:
        text = words_of(kept.read())
    assert new.number == 2
    assert "替代此前发出的清交信〔2026〕1号" in text
    assert Paper.objects.get(pk=old.pk).is_replaced
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.replace(paper=old, by=cast.handler, now=MORNING)


@pytest.mark.django_db
def test_the_copy_that_is_handed_over_has_the_name_and_nothing_else_has(
    cast: Cast, files: Path
) -> None:
    paper = actions.issue(paper=drafted(cast), by=cast.handler, now=MORNING)

    copy = actions.hand_over(
        paper=paper, by=cast.handler, reason=Reason.DELIVER_PAPER, now=later(hours=1)
    )

    kept = b"".join(file.read_bytes() for file in files.rglob("*.docx"))
    assert "王秀英：" in words_of(copy)
    assert "石桥村12号" in words_of(copy)
    assert "王秀英" not in words_of(kept)
    assert Reveal.objects.get().reason == Reason.DELIVER_PAPER
    verbs = Entry.objects.values_list("verb", flat=True)
    assert {"contact.revealed", "contact.read", "paper.handed_over"} <= set(verbs)
    assert not [entry for entry in Entry.objects.all() if "王秀英" in entry.details]


@pytest.mark.django_db
def test_who_asked_not_to_be_known_to_the_unit_is_not_known_through_a_paper(cast: Cast) -> None:
    quiet = replace(WANG, openness=Openness.CONFIDENTIAL)
    one = matter(cast, MatterState.ANSWERED, contact=quiet)
    draft = actions.draft(
        matter=one,
        kind=kinds()["opinion"],
        filled=filled(one),
        voice=voice_of(one),
        by=cast.handler,
        now=MORNING,
    )
    paper = actions.issue(paper=draft, by=cast.handler, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.hand_over(paper=paper, by=cast.handler, reason=Reason.DELIVER_PAPER, now=MORNING)


@pytest.mark.django_db
def test_names_of_parties_are_put_in_by_hand_and_not_kept(cast: Cast) -> None:
    draft = drafted(cast, code="mediation", party_one="甲某")
    paper = actions.issue(paper=draft, by=cast.handler, now=MORNING)

    copy = actions.hand_over(
        paper=paper, by=cast.handler, names={"party_one": "赵一", "party_two": "钱二"}, now=MORNING
    )

    assert "甲某" not in str(paper.filled)
    assert "甲方：赵一" in words_of(copy)
    with paper.file.open("rb") as kept:
        assert f"甲方：{filling.BLANK}" in words_of(kept.read())


@pytest.mark.django_db
def test_a_voice_of_another_matter_gets_no_paper_of_this_one(cast: Cast) -> None:
    one, other = matter(cast, MatterState.ANSWERED), matter(cast)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.draft(
            matter=one,
            kind=kinds()["opinion"],
            filled={},
            voice=voice_of(other),
            by=cast.handler,
            now=MORNING,
        )


@pytest.mark.django_db
def test_what_is_written_about_a_unit_is_not_shown_to_it(cast: Cast) -> None:
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    paper = drafted(cast, by=supervisor, code="accountability")
    actions.issue(paper=paper, by=supervisor, now=MORNING)

    assert not Paper.objects.visible_to(cast.handler).exists()
    assert not Paper.objects.visible_to(cast.head).exists()
    assert Paper.objects.visible_to(supervisor).exists()
    assert not Step.objects.filter(verb="paper").exists()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_come_once_when_many_issue_at_once(cast: Cast) -> None:
    papers = [drafted(cast) for _ in range(6)]
    refused = drafted(cast, basis="")
    start = Barrier(len(papers) + 1)

    def run(paper: Paper) -> None:
        start.wait()
        try:
            actions.issue(paper=paper, by=User.objects.get(pk=cast.handler.pk))
        except NotAllowed:
            assert paper == refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=(paper,)) for paper in (*papers, refused)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    numbers = Paper.objects.filter(state=State.ISSUED).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]  # type: ignore[type-var]
    assert Series.objects.get().last == 6
