"""Corridor: everything that came in or went out, as it was."""
