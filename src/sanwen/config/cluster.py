"""The embedded PostgreSQL: found, started, kept, stopped."""


def url_if_running() -> str | None:
    return None
