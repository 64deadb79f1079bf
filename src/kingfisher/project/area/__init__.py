"""Setting up a partnership on a new hub: what it is, whether that is whole, and founding it."""
