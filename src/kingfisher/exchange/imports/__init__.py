"""Readers: a file in, typed rows and rejects out. No database and no Django below this line."""
