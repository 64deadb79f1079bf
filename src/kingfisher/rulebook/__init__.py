"""The law and the local rules as dated, sourced data, and the one way to ask for them."""
