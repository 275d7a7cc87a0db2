"""The measures of GB/T 9704-2012 in Word's units: twips, twentieths of a point."""

from typing import Final


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, LEFT = twips(37), twips(28)
# The text block is 156 x 225 mm; what remains of A4 is right and bottom.
RIGHT, BOTTOM = twips(210 - 28 - 156), twips(297 - 37 - 225)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

LINES, SIGNS = 22, 28
# 225 mm over 22 lines is 28.99 pt. Rounded down: with one twip more, Word counts 21 lines.
LINE: Final = TEXT_HEIGHT // LINES
# Sizes of type: 二号, 三号, 四号 in points.
SECOND, THIRD, FOURTH = 22, 16, 14
# 28 signs of 16 pt are wider than 156 mm, so the grid takes a little from each: in 1/4096 pt.
SIGN_SPACE: Final = TEXT_WIDTH * 4096 // (20 * SIGNS) - THIRD * 4096
# The same in whole twips; one more, for LibreOffice cuts the text block to whole cells.
SIGN_TIGHTER: Final = TEXT_WIDTH // SIGNS - THIRD * 20 - 1
SIGN: Final = TEXT_WIDTH / SIGNS

# 发文机关标志: its upper edge 35 mm below the upper edge of the text block.
MARK_BELOW_TOP = twips(35)
# 红色分隔线: 4 mm below the number.
RULE_BELOW_NUMBER = twips(4)
# The dash of the page number stands 7 mm below the text block; the line of type around it is 18 pt.
NUMBER_LINE = 360
FOOTER = BOTTOM - twips(7) - NUMBER_LINE // 2
# Lines of the closing block 0.35 mm and 0.25 mm thick, in eighths of a point.
THICK, THIN = 8, 6
RED = "FF0000"


def signs(count: float, *, size: int = THIRD) -> int:
    """The width of so many full-width signs; of the grid for body type, else of the type."""
    return round(count * (SIGN if size == THIRD else size * 20))


def width(text: str) -> float:
    """How many full-width signs wide a text is: digits and Latin letters are half as wide."""
    return sum(0.5 if ord(sign) < 0x2E80 and sign not in "〔〕—…“”‘’·" else 1 for sign in text)
