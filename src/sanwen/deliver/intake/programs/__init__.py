"""Programs of other bodies that hand in voices with a key."""
