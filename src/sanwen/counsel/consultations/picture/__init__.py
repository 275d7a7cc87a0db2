"""The opinion map: votes taken out, the picture kept, shown and handed out."""
