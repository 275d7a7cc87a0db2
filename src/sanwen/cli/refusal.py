"""A command's own no: said on standard error, with exit code 1."""


class Refused(Exception):
    """The reason, fit to be read by the person at the keyboard."""
