"""Room: courses, places on them, who is trained, and what it changed."""
