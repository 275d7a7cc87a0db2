"""The verbs of reception."""
