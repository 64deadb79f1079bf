"""Promises about the building itself, kept by tests: what CONTRIBUTING.md asks, this folder checks."""
