"""All that changes the ledger. An answer leaves no trail, which would tie a moment to it."""
