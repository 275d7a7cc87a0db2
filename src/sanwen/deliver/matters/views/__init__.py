"""The pages of the desk: each fetches what the person may see, acts through an action, answers."""
