"""The verbs of topics."""
