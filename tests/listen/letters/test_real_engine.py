"""The optional engine reads a rendered letter, whichever way it lies, as the worker would."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from sanwen.listen.letters import engine

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LINES = ["县信访局：", "我们村口的路灯坏了半个月，", "晚上老人出门看不见。", "请来修，谢谢。"]

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def letter() -> Image.Image:
    page = Image.new("RGB", (1000, 700), "white")
    font = ImageFont.truetype(FONT, 44, index=2)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(page).text((90, 90 + number * 110), line, fill="black", font=font)
    return page


@pytest.mark.parametrize("turned", [0, 90])
def test_every_sign_of_a_clean_letter_is_read(letter: Image.Image, turned: int) -> None:
    page = engine.read(letter.rotate(turned, expand=True))

    signs = [sign for sign in page.text if sign.isalnum()]
    assert signs == [sign for sign in "".join(LINES) if sign.isalnum()]
    assert (page.turned + turned) % 360 == 0
