"""A file that cannot be understood: which line, and a sentence that any language can say."""


class Unreadable(ValueError):
    """`line` counts from 1 (0: the whole file), `problem` is an English sentence with named places
    for `details`: whoever shows it looks the sentence up in the reader's language."""

    def __init__(self, line: int, problem: str, **details: str) -> None:
        self.line, self.problem, self.details = line, problem, details
        before = f"Line {line}: " if line else ""
        super().__init__(before + problem % details)
