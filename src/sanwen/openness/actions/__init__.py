"""What changes on the open side: lines read for the search, checkpoints, releases."""
