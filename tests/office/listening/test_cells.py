"""Hidden counts say so in words."""

from sanwen.office.listening.cells import count_words


def test_the_words_tell_small_from_hidden_for_its_neighbour():
    assert count_words(3, is_hidden=False) == "3"
    assert "3" not in count_words(3, is_hidden=True)
    assert "9" not in count_words(9, is_hidden=True)
