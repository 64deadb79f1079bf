"""Corridor: running time limits on anything, and why they were missed."""
