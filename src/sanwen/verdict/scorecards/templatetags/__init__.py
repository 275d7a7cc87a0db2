"""How a rate is written on a page."""
