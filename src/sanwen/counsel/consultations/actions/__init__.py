"""What changes a consultation, by verb; nothing else does."""
