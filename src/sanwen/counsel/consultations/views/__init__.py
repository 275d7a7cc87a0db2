"""Pages of consultations: open ones for everybody, and those of the desk."""
