"""Window: my work today, across all of it, in one ordered list."""
