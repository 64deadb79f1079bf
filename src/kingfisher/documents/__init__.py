"""Corridor: files kept in a folder, encrypted at rest, opened only through the policy."""
