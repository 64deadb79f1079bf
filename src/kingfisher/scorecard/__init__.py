"""Window: the board's figures, frozen by quarter, small numbers protected."""
