"""Room: professional disagreement, taken up stage by stage until it is settled."""
