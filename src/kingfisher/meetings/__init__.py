"""Room: meetings. Who must be there, live minutes, decisions the same day, actions that chase themselves."""
