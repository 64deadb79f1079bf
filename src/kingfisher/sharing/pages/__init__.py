"""Pages of the room: asking an agency, answering it, and the agreements between agencies."""
