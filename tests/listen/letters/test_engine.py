"""Which way a page lies and how its pieces become lines, without the engine itself."""

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from sanwen.listen.letters import engine


def corners(x: int, y: int, width: int, height: int) -> list[list[int]]:
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


def told(*lines: tuple[str, float, list[list[int]]]) -> SimpleNamespace:
    texts, scores, boxes = zip(*lines, strict=True) if lines else ((), (), ())
    return SimpleNamespace(txts=texts or None, scores=scores, boxes=np.array(boxes))


GOOD = told(
    ("您好", 0.99, corners(10, 10, 200, 30)), ("村口的灯坏了", 0.98, corners(10, 60, 400, 30))
)
UPSIDE_DOWN = told(("一厶丁", 0.4, corners(10, 10, 400, 30)))
TALL = told(("大一不", 0.5, corners(10, 10, 30, 400)))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    given: list[SimpleNamespace] = []
    monkeypatch.setattr(engine, "_engine", lambda: lambda picture: given.pop(0))
    return given


def read() -> engine.Page:
    return engine.read(Image.new("RGB", (40, 60)))


def test_a_page_that_reads_well_is_read_once(answers: list[SimpleNamespace]) -> None:
    answers += [GOOD, UPSIDE_DOWN]

    page = read()

    assert (page.text, page.turned) == ("您好\n村口的灯坏了", 0)
    assert len(answers) == 1


def test_a_page_upside_down_is_turned(answers: list[SimpleNamespace]) -> None:
    answers += [UPSIDE_DOWN, GOOD]

    assert read().turned == 180


def test_a_page_on_its_side_is_turned_until_it_reads_well(answers: list[SimpleNamespace]) -> None:
    answers += [TALL, GOOD]

    page = read()

    assert page.turned in (90, 270)
    assert page.text.startswith("您好")


def test_an_empty_page_has_no_lines_after_every_try(answers: list[SimpleNamespace]) -> None:
    answers += [told(), told(), told(), told()]

    assert read().lines == ()


def test_pieces_at_one_height_are_one_line_from_left_to_right(
    answers: list[SimpleNamespace],
) -> None:
    answers.append(
        told(
            ("三月八日", 0.99, corners(300, 12, 200, 30)),
            ("周大山", 0.9, corners(10, 10, 200, 30)),
            ("敬礼", 0.99, corners(10, 60, 200, 30)),
        )
    )

    page = read()

    assert page.text == "周大山 三月八日\n敬礼"
    assert page.lines[0].sure == pytest.approx(0.9)
    assert page.lines[0].box == (10, 10, 490, 32)
