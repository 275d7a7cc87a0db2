"""What can happen to a file of messages: it is uploaded, looked at, begun, taken in, ended."""
