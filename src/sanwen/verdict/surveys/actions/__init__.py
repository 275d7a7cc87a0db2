"""All that changes a survey. Answering leaves no trail, which would tie a moment to an answer."""
