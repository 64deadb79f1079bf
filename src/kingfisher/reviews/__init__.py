"""Serious incidents. Told, reviewed by three partners, learned from; and whether the learning changed anything."""
