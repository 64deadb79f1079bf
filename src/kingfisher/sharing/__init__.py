"""Room: asking an agency what it knows, its answer in two tiers, and standing agreements."""
