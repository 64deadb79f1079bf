"""Measurements, each run by one command and printed as ratios to a bare peer measured in the same run."""
