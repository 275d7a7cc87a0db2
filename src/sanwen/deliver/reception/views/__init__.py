"""The pages of reception: open ones, the counter's, those of whoever answers for it."""
