"""`sanwen paper`: every kind as a file, blanks where nobody filled in, refusals in words."""

import json
from pathlib import Path

import pytest
from docx import Document

from sanwen.deliver.matters.states import State
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper
from sanwen.integrity.audit.models import Entry
from tests.cli.conftest import Run
from tests.factories.matters import Cast, matter

pytestmark = pytest.mark.django_db


def words_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)


@pytest.mark.parametrize("code", kinds())
def test_every_kind_is_written_for_any_matter(sanwen: Run, tmp_path: Path, code: str) -> None:
    one = matter(Cast(), State.REGISTERED)
    out = tmp_path / "paper.docx"

    told = sanwen("paper", code, "--matter", one.ref, "--out", out, "--json")

    assert told.exit_code == 0
    assert json.loads(told.stdout)["kind"] == code
    assert "{" not in words_of(out)
    assert not Paper.objects.exists()
    assert Entry.objects.filter(verb="paper.written_out", subject=one.trail_ref).exists()


def test_the_chinese_name_and_a_plain_number_do_as_well(sanwen: Run, tmp_path: Path) -> None:
    one = matter(Cast(), State.ANSWERED)
    out = tmp_path / "opinion.docx"

    told = sanwen(
        "paper", "信访处理意见书", "--matter", one.pk, "--out", out, "--set", "basis=《公路法》"
    )

    assert told.exit_code == 0
    assert "3月12日已更换灯头" in words_of(out)
    assert "依据：《公路法》" in words_of(out)
    assert "basis" not in told.stderr
    assert "word" in told.stderr


def test_the_kinds_are_listed(sanwen: Run) -> None:
    told = sanwen("paper", "--list")

    assert all(kind.name in told.stdout for kind in kinds().values())
    assert len(json.loads(sanwen("paper", "--list", "--json").stdout)["kinds"]) == len(kinds())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["paper"], "--list"),
        (["paper", "poem", "--matter", "M-1", "--out", "x.docx"], "no paper"),
        (["paper", "opinion", "--matter", "M-0", "--out", "x.docx"], "no matter"),
        (["paper", "opinion", "--matter", "abc", "--out", "x.docx"], "no matter"),
    ],
)
def test_what_is_not_there_is_refused_in_words(sanwen: Run, words: list[str], told: str) -> None:
    answer = sanwen(*words)

    assert answer.exit_code == 1
    assert told in answer.stderr


@pytest.mark.parametrize(
    ("given", "told"), [("nothing=1", "no field"), ("received_on=March", "2026-03-10")]
)
def test_a_wrong_field_is_refused_and_nothing_is_written(
    sanwen: Run, tmp_path: Path, given: str, told: str
) -> None:
    one, out = matter(Cast()), tmp_path / "x.docx"

    answer = sanwen("paper", "opinion", "--matter", one.ref, "--out", out, "--set", given)

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert not out.exists()
    assert not Entry.objects.filter(verb="paper.written_out").exists()


def test_a_folder_that_is_not_there_is_refused(sanwen: Run, tmp_path: Path) -> None:
    one = matter(Cast())

    told = sanwen("paper", "opinion", "--matter", one.ref, "--out", tmp_path / "no" / "x.docx")

    assert told.exit_code == 1
    assert "cannot be written" in told.stderr
