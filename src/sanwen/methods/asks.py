"""What a message asks for, sentence by sentence, so that an answer can go item by item."""

import re

from sanwen.methods.text import first_words, visible

# The end of a sentence, kept with it; a line end or a semicolon divides as well. A point inside
# a number or an address ends nothing.
_SENTENCE = re.compile(r"(?:[^。！？!?；;\n.]|\.(?=\S))+[。！？!?.]*")
_ASKS = re.compile(
    r"请|希望|要求|能否|能不能|是否|可否|可不可以|建议|盼|望.{0,6}解决|什么时候|何时|多久|为什么|为何|"
    r"怎么|如何|哪里|哪个|谁|吗|呢|依据|给个说法|尽快|"
    r"\b(?:please|could|can you|would|when|why|how|who|where|what|want|need|ask|request)\b|[?？]",
    re.IGNORECASE,
)
LONGEST = 200
_LONGEST_WHOLE = 60


def asks(text: str, *, most: int = 6) -> list[str]:
    """The sentences that ask, in their order; where none does, the beginning stands for the whole.

    A first draft for whoever answers: they may change every line of it.
    """
    found: list[str] = []
    for match in _SENTENCE.finditer(visible(text)):
        sentence = match.group().strip(" \t，,、")
        if len(sentence) > 2 and _ASKS.search(sentence) and sentence not in found:
            found.append(first_words(sentence, LONGEST))
    whole = first_words(text, _LONGEST_WHOLE)
    return found[:most] or ([whole] if whole else [])
