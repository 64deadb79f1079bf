"""Window: the record of who looked, proved whole, and shown to those it concerns."""
