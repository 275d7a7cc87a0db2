"""A refusal as GeoReport has it: a number and a sentence."""


class Fault(Exception):  # noqa: N818  an answer, not an error of ours
    def __init__(self, status: int, description: str, *, wait: int = 0) -> None:
        super().__init__(description)
        self.status, self.description, self.wait = status, description, wait
