"""Window: one child, everything this worker may see."""
