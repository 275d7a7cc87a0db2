"""All that changes a reach check. Asking, drawing and answering are acts of its survey."""
