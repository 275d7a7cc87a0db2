"""Promises as everybody reads them, as residents judge them, and as the desk keeps them."""
