"""What somebody says by telephone, in person or by letter, written down by a clerk."""
