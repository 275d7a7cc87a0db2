"""SVG elements as text; what is put in is escaped."""

from html import escape


def tag(name: str, *inner: str, **attributes: str | float | None) -> str:
    """`cls` is the class; an underscore in a name is a hyphen; None is left out."""
    said = "".join(
        f' {_name(key)}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inner)}</{name}>" if inner else f"<{name}{said}/>"


def words(text: str, **attributes: str | float | None) -> str:
    return tag("text", escape(text), **attributes)


def at(share: float) -> str:
    """A place in a drawing that is as wide as its page: 61.25%."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def _name(key: str) -> str:
    return "class" if key == "cls" else key.replace("_", "-")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
