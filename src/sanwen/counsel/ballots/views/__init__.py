"""Pages of ballots: open ones for everybody, and those of the desk."""
