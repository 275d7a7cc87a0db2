"""Which language the terminal speaks."""

import os


def spoken() -> str:
    """As the environment says, like zh_CN.UTF-8; nothing where it says nothing."""
    return os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")


def is_chinese(asked: str = "") -> bool:
    """As asked, else as the terminal speaks."""
    return (asked or spoken()).startswith("zh")
