"""Whether the work is good. Agencies about themselves, cases read twice, looks from outside, the inspector's pack."""
