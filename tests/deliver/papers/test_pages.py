"""The desk's pages of papers: what they show to whom, what they do, what stays unsaid."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.states import State as MatterState
from sanwen.deliver.papers import actions, preview
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper, State
from sanwen.integrity.vault.models import Openness, Reveal, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
WANG = ContactDraft(name="王秀英", phone="13800138000", wishes=Way.PHONE, openness=Openness.OPEN)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast() -> Cast:
    return Cast()


def at_desk(user: User, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def drafted(cast: Cast) -> Paper:
    one = matter(cast, MatterState.ANSWERED, contact=WANG)
    client = at_desk(cast.handler)
    form = client.get(reverse("paper_new", args=[one.pk, "opinion"])).context["form"]
    given = {name: value for name, value in form.initial.items() if name in form.fields}
    more = {"word": "清交信", "basis": "《公路法》第四十三条"}
    client.post(reverse("paper_new", args=[one.pk, "opinion"]), given | more)
    return Paper.objects.get()


def issued(cast: Cast) -> Paper:
    paper = drafted(cast)
    at_desk(cast.handler).post(reverse("paper_issue", args=[paper.pk]))
    return Paper.objects.get()


def test_the_matter_leads_to_its_papers_and_they_to_the_kinds_one_may_make(cast: Cast) -> None:
    one = matter(cast, MatterState.ANSWERED)
    client = at_desk(cast.handler)

    page = client.get(reverse("matter", args=[one.pk])).content.decode()
    papers = client.get(reverse("papers", args=[one.pk])).content.decode()

    assert reverse("papers", args=[one.pk]) in page
    assert reverse("paper_new", args=[one.pk, "opinion"]) in papers
    assert reverse("paper_new", args=[one.pk, "urging"]) not in papers
    assert "还没有文书" in papers


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", kinds())
def test_every_kind_has_its_form_in_both_languages(cast: Cast, code: str, language: str) -> None:
    one = matter(cast, MatterState.ANSWERED)
    makers = (cast.handler, cast.clerk, cast.who(Role.SUPERVISOR, cast.units.county))
    kind = kinds()[code]

    pages = [
        at_desk(maker, language).get(reverse("paper_new", args=[one.pk, code])) for maker in makers
    ]

    good = [page.content.decode() for page in pages if page.status_code == 200]
    assert bool(good) != code.startswith("union")
    assert all(kind.name_in(language) in text for text in good)
    assert all("name=" + '"addressee"' not in text for text in good)


def test_a_form_begins_with_what_the_matter_knows_and_keeps_the_draft(cast: Cast) -> None:
    paper = drafted(cast)

    assert paper.state == State.DRAFT
    assert paper.filled["replies"] == "3月12日已更换灯头，当晚亮灯。"
    assert paper.voice == voice_of(paper.matter)


def test_a_draft_with_gaps_is_kept_and_the_page_names_them(cast: Cast) -> None:
    one = matter(cast, MatterState.IN_HAND)
    client = at_desk(cast.handler)

    answer = client.post(reverse("paper_new", args=[one.pk, "opinion"]), {"word": "清交信"})
    page = client.get(answer["Location"]).content.decode()

    assert "还没有填的内容" in page
    assert "依据" in page
    assert "发文</button>" not in page


def test_a_refused_issue_says_why_and_changes_nothing(cast: Cast) -> None:
    one = matter(cast, MatterState.IN_HAND)
    paper = actions.draft(matter=one, kind=kinds()["opinion"], filled={}, by=cast.handler)

    client = at_desk(cast.handler)
    with nothing_changes():
        answer = client.post(reverse("paper_issue", args=[paper.pk]))

    assert answer.status_code == 403
    assert "还没有填" in answer.content.decode()


def test_the_draft_is_changed_on_its_own_page(cast: Cast) -> None:
    paper = drafted(cast)
    url = reverse("paper_change", args=[paper.pk])

    at_desk(cast.handler).post(url, {**paper.filled, "found": "换成新的事实。"})

    paper.refresh_from_db()
    assert paper.filled["found"] == "换成新的事实。"


def test_the_file_of_an_issued_paper_is_the_one_that_was_issued(cast: Cast) -> None:
    paper = issued(cast)

    answer = at_desk(cast.handler).get(reverse("paper_file", args=[paper.pk]))

    with paper.file.open("rb") as kept:
        assert answer.content == kept.read()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


def test_the_copy_with_the_name_asks_for_a_reason_and_is_listed(cast: Cast) -> None:
    paper = issued(cast)
    client = at_desk(cast.handler)
    url = reverse("paper_copy", args=[paper.pk])

    with nothing_changes():
        without = client.post(url, {})
    with_reason = client.post(url, {"reason": "deliver_paper"})

    assert without.status_code == 422
    assert with_reason.status_code == 200
    assert Reveal.objects.get().unit_name == "交通运输局"


def test_no_page_of_papers_shows_who_the_resident_is(cast: Cast) -> None:
    paper = issued(cast)
    client = at_desk(cast.handler)
    pages = [
        client.get(reverse("paper", args=[paper.pk])),
        client.get(reverse("papers", args=[paper.matter_id])),
        client.get(reverse("paper_new", args=[paper.matter_id, "acceptance"])),
    ]

    assert not [page for page in pages if "王秀英" in page.content.decode()]


def test_a_new_paper_takes_the_place_of_the_old_one(cast: Cast) -> None:
    paper = issued(cast)
    client = at_desk(cast.handler)

    client.post(reverse("paper_replace", args=[paper.pk]))
    new = Paper.objects.get(replaces=paper)
    client.post(reverse("paper_issue", args=[new.pk]))

    page = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert f"已由 {new.ref} 替代" in page


@pytest.mark.parametrize(
    "name", ["paper", "paper_file", "paper_preview", "paper_change", "paper_issue", "paper_copy"]
)
def test_who_does_not_see_the_matter_finds_no_paper(cast: Cast, name: str) -> None:
    paper = issued(cast)
    stranger = at_desk(cast.who(Role.HANDLER, cast.units.water))
    url = reverse(name, args=[paper.pk])

    with nothing_changes():
        answer = stranger.post(url) if name in {"paper_issue", "paper_copy"} else stranger.get(url)

    assert answer.status_code == 404


def test_the_desk_reads_a_paper_of_the_unit_and_may_do_nothing_to_it(cast: Cast) -> None:
    paper = issued(cast)
    client = at_desk(cast.clerk)

    page = client.get(reverse("paper", args=[paper.pk]))
    with nothing_changes():
        replaced = client.post(reverse("paper_replace", args=[paper.pk]))

    assert page.status_code == 200
    assert replaced.status_code == 403


def test_without_libreoffice_the_page_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = drafted(cast)
    monkeypatch.setattr(preview, "program", lambda: None)
    client = at_desk(cast.handler)

    page = client.get(reverse("paper", args=[paper.pk])).content.decode()
    made = client.get(reverse("paper_preview", args=[paper.pk]))

    assert "没有安装 LibreOffice" in page
    assert reverse("paper_file", args=[paper.pk]) in page
    assert made.status_code == 503


def test_the_page_says_which_font_stands_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = drafted(cast)
    monkeypatch.setattr(preview, "program", lambda: "soffice")
    monkeypatch.setattr(
        preview, "replaced", lambda: [preview.StandIn("仿宋_GB2312", "Noto Serif CJK SC")]
    )

    page = at_desk(cast.handler, "en").get(reverse("paper", args=[paper.pk])).content.decode()

    assert "Shown in Noto Serif CJK SC because 仿宋_GB2312 is not on this server." in page


def test_the_next_paper_begins_with_the_name_and_letters_of_the_last(cast: Cast) -> None:
    paper = issued(cast)

    form = (
        at_desk(cast.handler)
        .get(reverse("paper_new", args=[paper.matter_id, "extension"]))
        .context["form"]
    )

    assert form.initial["word"] == "清交信"
