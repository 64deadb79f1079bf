"""Corridor: the professional history of a child, line by line, each with its source."""
