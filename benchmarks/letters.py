"""How well invented letters are read: clean and as if photographed, whichever way they lie.

python -m benchmarks.letters [--pages N]   (needs the extra: pip install "sanwen[ocr]")
"""

import argparse
import random
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rich.console import Console
from rich.table import Table

from benchmarks.report import machine
from sanwen.listen.letters import engine

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
LETTERS = (
    (
        "尊敬的领导：",
        "您好！我是柳溪镇石桥村的村民，今年六十八岁。",
        "村口到小学的水泥路坏了两年多，坑坑洼洼，",
        "下雨天孩子们上学要踩着水过去，已经有三个",
        "孩子摔伤。我们去年10月向镇里反映过，工作",
        "人员来看过一次，后来就没有消息了。",
        "希望能在2026年春季开学前把这段路修好，",
        "大约一百五十米长。如果一时修不了，",
        "请先填平最深的几个坑，装一盏路灯。",
        "联系电话：13800138000。谢谢！",
        "村民 周大山 2026年3月8日",
    ),
    (
        "县社会保险中心：",
        "我叫赵秀兰，住在清源县向阳街45号。",
        "我丈夫去年11月退休，养老金至今没有发放，",
        "到窗口问过四次，每次都说正在审核。",
        "家里两个老人看病，每月药费要860元，",
        "实在等不起。请告诉我们还缺什么材料，",
        "由哪个科室办理，最晚哪一天能够发下来。",
        "如果需要补交费用，也请写明金额和依据。",
        "盼回复。",
        "赵秀兰 二〇二六年二月二十日",
    ),
)


def rendered(lines: tuple[str, ...], font: str) -> Image.Image:
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    face = ImageFont.truetype(font, 36, index=2)
    for number, line in enumerate(lines):
        draw.text((130, 150 + number * 78), line, font=face, fill=25)
    return page.convert("RGB")


def photographed(page: Image.Image, rng: random.Random) -> Image.Image:
    """From a hand above a table: slanted, unevenly lit, a little blurred, grainy."""
    width, height = page.size
    edge = lambda span: rng.uniform(0.0, 0.035) * span  # noqa: E731
    corners = (edge(width), edge(height), edge(width), height - edge(height))
    corners += (width - edge(width), height - edge(height), width - edge(width), edge(height))
    slanted = page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    grey = np.asarray(slanted.filter(ImageFilter.GaussianBlur(0.9)), np.float32)
    light = (
        np.linspace(0.62, 1.0, width)[None, :, None] * np.linspace(0.85, 1, height)[:, None, None]
    )
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, 7, grey.shape)
    return Image.fromarray(np.clip(grey * light + grain, 0, 255).astype(np.uint8))


def mistakes(read: str, truth: str) -> int:
    """Levenshtein's distance of the signs, spaces and line ends aside, widths alike."""
    one, other = (re.sub(r"\s", "", text).translate(_ALIKE) for text in (read, truth))
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, wanted in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (sign != wanted))
    return row[-1]


_ALIKE = str.maketrans("，：！。；（）〇", ",:!.;()0")


def cases(many: int) -> Iterator[tuple[str, int, tuple[str, ...], Image.Image]]:
    rng = random.Random(11)
    for number in range(many):
        lines, font = LETTERS[number % len(LETTERS)], FONTS[number // 2 % len(FONTS)]
        for kind in ("clean", "photographed"):
            page = rendered(lines, font)
            page = photographed(page, rng) if kind == "photographed" else page
            for angle in (0, 90, 180, 270):
                yield kind, angle, lines, page.rotate(angle, expand=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2, help="letters, each 8 times")
    many = parser.parse_args().pages
    console = Console()
    if not engine.is_installed() or not Path(FONTS[0]).exists():
        console.print('needs "sanwen[ocr]" and the font package fonts-noto-cjk')
        return
    console.print(machine())
    table = Table("page", "lies", "signs", "error", "target", "turned right", "processor s")
    sums: dict[tuple[str, int], list[float]] = {}
    for kind, angle, lines, image in cases(many):
        truth = "".join(lines)
        begun = time.process_time()
        page = engine.read(image)
        spent = time.process_time() - begun
        right = float((page.turned + angle) % 360 == 0)
        found = sums.setdefault((kind, angle), [0, 0, 0, 0, 0])
        for at, value in enumerate((mistakes(page.text, truth), len(truth), right, spent, 1)):
            found[at] += value
    for (kind, angle), (wrong, signs, right, spent, pages) in sums.items():
        row = (kind, f"{angle}°", f"{signs:.0f}", f"{wrong / signs:.2%}", "≤ 1 %")
        table.add_row(*row, f"{right:.0f} of {pages:.0f}", f"{spent / pages:.1f}")
    console.print(table)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    console.print(f"at most {most:.2f} GB of memory")


if __name__ == "__main__":
    main()
