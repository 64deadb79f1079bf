"""Ground: agencies, teams, workers and the places they hold."""
