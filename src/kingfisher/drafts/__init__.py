"""What somebody has typed and not yet sent."""
