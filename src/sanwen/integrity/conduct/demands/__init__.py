"""Demands of other bodies for what is known of people: each with its ground and two people."""
