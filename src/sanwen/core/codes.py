"""Receipt codes: short, fit to be read aloud over a telephone, wrong ones noticed at once.

Twelve characters, shown 4-4-4. The alphabet has 31 signs (no 0 O, no 1 I, no L); 31 is prime, so a
weighted sum modulo 31 as the last character catches every wrong character and every swap of two.
"""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_BASE = len(ALPHABET)
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
# What is meant by a sign outside the alphabet cannot be guessed, so only spacing is forgiven.
_SPACING = str.maketrans("", "", " -–—_·.　\t\r\n")
_WIDE = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)})


def check_character(body: str) -> str:
    total = sum(weight * _VALUE[sign] for weight, sign in enumerate(body, start=1))
    return ALPHABET[total % _BASE]


def make(seed: bytes) -> str:
    """The code for a seed of at least 16 secret bytes (2^54 codes, evenly spread)."""
    if len(seed) < 16:
        raise ValueError("a receipt code needs a seed of at least 16 bytes")
    number = int.from_bytes(seed, "big")
    signs = []
    for _ in range(LENGTH - 1):
        number, rest = divmod(number, _BASE)
        signs.append(ALPHABET[rest])
    body = "".join(signs)
    return body + check_character(body)


def normalise(text: str) -> str:
    """What a person typed, as the code would be written: no spaces, capitals, half width."""
    return text.translate(_WIDE).translate(_SPACING).upper()


def is_valid(text: str) -> bool:
    """Whether the text could be a code at all; says nothing of whether it was ever given out."""
    code = normalise(text)
    if len(code) != LENGTH or any(sign not in _VALUE for sign in code):
        return False
    return check_character(code[:-1]) == code[-1]


def grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
