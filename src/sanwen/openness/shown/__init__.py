"""What the open side says, put into words once for page, feed and file."""
