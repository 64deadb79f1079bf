"""Backing the whole hub up into one encrypted file, and bringing it back."""
