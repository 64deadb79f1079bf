"""Foundation of the foundation: identities, actors, verdicts, moves, time and text. No tables."""
