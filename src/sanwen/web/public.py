"""The names of the pages open to all; tests/contracts/test_open_urls.py compares with reality."""

from sanwen.people.doors import CLOSED

PUBLIC = frozenset(
    {
        # The way in for staff, and the pages of the library that answer "not found".
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        *CLOSED,
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
        "receipt_key",
        # Opened by a key or a code instead.
        "api-v1:api-root",
        "api-v1:openapi-json",
        "api-v1:voices",
        "api-v1:lookup",
    }
)
