"""The pages of a decision: one for everybody, one for those who write it."""
