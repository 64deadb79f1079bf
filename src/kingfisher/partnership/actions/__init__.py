"""What may be done: with seats, with what is published, at the board, for the chiefs, in prevention."""
