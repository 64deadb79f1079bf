"""The hard idea of this window: a log that can be shown not to have been changed (RFC 6962)."""
