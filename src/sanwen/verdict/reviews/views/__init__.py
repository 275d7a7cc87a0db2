"""The pages of reviews: fetch, act, answer."""
