"""The names of the pages open to all; tests/contracts/test_open_urls.py compares with reality."""

PUBLIC = frozenset(
    {
        "home",
        "ideas",
        "help",
        "privacy",
        "about",
        "contact",
        "healthz",
        "check_receipt",
        "set_language",
        "display",
        "say",
        "say_hints",
        "receipt",
        "receipt_file",
        "my_code",
        "my_matter",
        "my_add",
        "my_withdraw",
        "my_verdict",
        "my_pressed",
        "my_photo",
        "my_leave",
    }
)
