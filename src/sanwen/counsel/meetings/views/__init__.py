"""The pages of talk meetings: those for everybody, and those of the people who hold them."""
