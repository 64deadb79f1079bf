"""How long the nightly finder takes over a million lines of history, and how surely it finds planted stories."""
