"""What changes the figures' world: keeping sums, publishing, excluding, checking in the field."""
