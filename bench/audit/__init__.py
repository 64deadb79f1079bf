"""How much the record costs, and what the verifier says to each way of tampering with it."""
