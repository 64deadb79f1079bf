"""Window: the nine o'clock briefing, built by itself from what each room has for the morning."""
