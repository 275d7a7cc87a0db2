"""A signed document is what was signed, nothing more and nothing less."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.core import keys
from sanwen.core.signed import NotADocumentError, is_genuine, parsed, signed

VALUES = st.dictionaries(
    st.text(max_size=8).filter(lambda name: name not in ("key", "signature")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=6,
    ),
    max_size=6,
)


@given(VALUES)
def test_what_was_signed_is_genuine_however_it_is_laid_out(values) -> None:
    document = signed(values, key="receipt")
    public = keys.public_key("receipt")

    for text in (json.dumps(document), json.dumps(document, ensure_ascii=False, indent=2)):
        assert is_genuine(parsed(text), public)


@given(VALUES, st.text(max_size=5), st.integers())
def test_whatever_is_changed_or_added_is_seen(values, name, other) -> None:
    document = signed(values, key="receipt")
    if name == "signature" or document.get(name, ...) == other:
        return

    assert not is_genuine({**document, name: other}, keys.public_key("receipt"))


def test_what_is_left_out_is_seen() -> None:
    document = signed({"a": 1, "b": None}, key="receipt")
    del document["b"]

    assert not is_genuine(document, keys.public_key("receipt"))


@pytest.mark.parametrize("text", ["", "[]", "12", '{"a": 1', '{"a": 1, "a": 2}', "[" * 100_000])
def test_what_is_no_document_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotADocumentError):
        parsed(text)


@pytest.mark.parametrize("signature", ["", "!", "AAAA", None, 7])
def test_a_signature_that_is_none_is_not_genuine(signature) -> None:
    document = {**signed({"a": 1}, key="receipt"), "signature": signature}

    assert not is_genuine(document, keys.public_key("receipt"))
