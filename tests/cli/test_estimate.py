"""A survey's answers at the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

RESPONSES = "disposition,sex,fixed,faces\n" + (
    "1.1,男,1,5\n" * 12
    + "1.1,女,1,4\n" * 6
    + "1.2,女,0,\n" * 2
    + "2.1,,,\n" * 5
    + "2.2,,,\n" * 3
    + "4.1,,,\n" * 2
)
MARGINS = "variable,category,population\nsex,男,500\nsex,女,500\n"


@pytest.fixture
def responses(tmp_path: Path) -> Path:
    return kept(tmp_path / "responses.csv", RESPONSES)


@pytest.fixture
def margins(tmp_path: Path) -> Path:
    return kept(tmp_path / "margins.csv", MARGINS)


def kept(path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def test_a_machine_reads_each_question(sanwen: Run, responses: Path, margins: Path) -> None:
    done = sanwen("estimate", responses, "--margins", margins, "--json")

    told = json.loads(done.stdout)
    fixed, faces = told["items"]
    assert (told["drawn"], told["answered"], told["population"]) == (30, 20, 1000)
    assert told["response"]["rates"]["RR1"] == pytest.approx(18 / 28)
    assert fixed["estimate"] == pytest.approx(0.5 * 1 + 0.5 * 6 / 8)
    assert fixed["low"] < fixed["estimate"] < fixed["high"]
    assert (fixed["n"], fixed["response_rate"]) == (20, pytest.approx(20 / 28))
    assert (faces["n"], faces["silent"], faces["kind"]) == (18, 2, "scale")
    assert len(faces["answers"]) == 5
    assert fixed["effective_n"] <= 21


def test_without_dispositions_there_is_no_response_rate_and_it_says_why(
    sanwen: Run, tmp_path: Path
) -> None:
    file = kept(tmp_path / "r.csv", "fixed\n" + "1\n" * 12)

    told = json.loads(sanwen("estimate", file, "--json").stdout)

    assert told["response"] is None
    assert "disposition" in told["response_missing"]
    assert told["items"][0]["response_rate"] is None
    assert told["items"][0]["low"] == pytest.approx(0.7354, abs=1e-4)


def test_a_village_asked_as_a_whole_is_narrower(sanwen: Run, tmp_path: Path) -> None:
    file = kept(tmp_path / "r.csv", "fixed;population\r\n" + "1;15\r\n" * 12)

    told = json.loads(sanwen("estimate", file, "--json").stdout)

    assert told["items"][0]["low"] > 0.85


def test_strata_come_from_their_own_file(sanwen: Run, tmp_path: Path) -> None:
    file = kept(tmp_path / "r.csv", "层,fixed,权重\n" + "东,1,10\n东,0,10\n西,1,30\n西,0,30\n" * 5)
    strata = kept(tmp_path / "s.csv", "层,人数\n东,100\n西,300\n", "gb18030")

    told = json.loads(sanwen("estimate", file, "--strata", strata, "--json").stdout)

    assert told["population"] == {"东": 100, "西": 300}
    assert told["items"][0]["estimate"] == pytest.approx(0.5)


def test_villages_that_were_drawn_whole_are_fewer_answers_than_people(
    sanwen: Run, tmp_path: Path
) -> None:
    lines = [f"v{village},{int(village < 3)}\n" for village in range(6) for _ in range(10)]
    loose = kept(tmp_path / "loose.csv", "village,fixed\n" + "".join(lines))
    whole = kept(tmp_path / "whole.csv", "群,fixed\n" + "".join(lines))

    one = json.loads(sanwen("estimate", loose, "--items", "fixed", "--json").stdout)
    other = json.loads(sanwen("estimate", whole, "--json").stdout)
    words = sanwen("estimate", whole, "--language", "zh").stdout

    assert (one["clusters"], other["clusters"]) == (None, 6)
    assert [item["item"] for item in other["items"]] == ["fixed"]
    assert other["items"][0]["effective_n"] < 10 < one["items"][0]["effective_n"]
    assert "共 6 群" in words


def test_a_person_reads_a_table_in_either_language(
    sanwen: Run, responses: Path, margins: Path
) -> None:
    english = sanwen("estimate", responses, "--margins", margins).stdout
    chinese = sanwen("estimate", responses, "--margins", margins, "--language", "zh").stdout

    assert "20 answered of 30 drawn" in english
    assert "fixed" in english
    assert "抽中 30 人，20 人作答" in chinese


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MARGINS.replace("sex", "age"), "no column “age”"),
        (MARGINS.replace("女", "female"), "“女” of sex is not among"),
        (MARGINS + "sex,x,5\n", "Nobody answered in “x” of sex"),
        (MARGINS + "fixed,1,5\nfixed,0,5\n", "fixed adds up to 10, sex to 1000"),
        ("a,b\n1,2\n", "no column “population / share”"),
    ],
)
def test_margins_that_do_not_fit_are_refused_in_words(
    sanwen: Run, responses: Path, tmp_path: Path, text: str, words: str
) -> None:
    done = sanwen("estimate", responses, "--margins", kept(tmp_path / "m.csv", text))

    assert done.exit_code == 1
    assert words in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("disposition,fixed\nmaybe,1\n", "“maybe” is no disposition"),
        ("disposition,fixed\n2.1,\n", "Nobody answered"),
        ("fixed,weight\n1,heavy\n", "“heavy” in “weight” is no number"),
        ("fixed,weight\n1,0\n", "positive weight"),
        ("stratum,population\na,3\n", "no question"),
        ("cluster,fixed\na,1\n,0\n", "needs a “cluster”"),
    ],
)
def test_answers_that_cannot_be_read_are_refused_in_words(
    sanwen: Run, tmp_path: Path, text: str, words: str
) -> None:
    done = sanwen("estimate", kept(tmp_path / "r.csv", text))

    assert done.exit_code == 1
    assert words in done.stderr


def test_a_workbook_is_refused(sanwen: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    file.write_bytes(b"PK\x03\x04")

    assert "save it as CSV" in sanwen("estimate", file).stderr


def test_a_question_that_is_not_there_is_refused(sanwen: Run, responses: Path) -> None:
    done = sanwen("estimate", responses, "--items", "mood")

    assert "no column “mood”" in done.stderr
