"""A consultation in the files of Polis: handed out, and taken in from elsewhere."""
