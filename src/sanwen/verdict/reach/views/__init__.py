"""Reach checks as everybody reads them, and as the unit that asks prepares them."""
