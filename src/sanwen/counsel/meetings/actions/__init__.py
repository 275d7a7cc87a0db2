"""The verbs of a talk meeting."""
