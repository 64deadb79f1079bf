"""How long a way between two and a neighbourhood of two steps take among 100,000 links, beside NetworkX."""
