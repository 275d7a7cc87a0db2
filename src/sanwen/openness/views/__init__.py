"""The pages of the open side."""
