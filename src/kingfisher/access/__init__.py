"""Ground: who may see and do what, and the record that they did."""
