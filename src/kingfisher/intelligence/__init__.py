"""Room: what is told to police in confidence, graded, kept apart from its source, and let go only as sanitised text."""
