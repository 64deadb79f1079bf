"""The board's own work: who sits where, what must be published and signed, meetings, risks, money, prevention."""
