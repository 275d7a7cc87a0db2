"""The names of the URL patterns open to all; tests/contracts/test_open_urls.py compares with reality."""

PUBLIC = frozenset(
    {
        "home",
        "ideas",
        "help",
        "privacy",
        "about",
        "contact",
        "healthz",
        "set_language",
        "display",
    }
)
