"""Wiring only: settings, addresses, the database's processes and the command line."""
