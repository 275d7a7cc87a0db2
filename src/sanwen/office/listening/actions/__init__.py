"""The verbs of those who look for what is behind many matters."""
