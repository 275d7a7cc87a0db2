"""All that changes a ballot. Casting leaves no trail, which would tie a moment to a slip."""
