"""Room: a child's plan. What must change, who does what by when, whether the child was seen, and what it came to."""
