"""Letters on paper: photographed, read by the machine, corrected and confirmed by a clerk."""
