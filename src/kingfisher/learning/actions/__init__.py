"""Writing of this room: offering courses, giving places, the day itself, what comes after, and who is held to it."""
