"""Room: stopping those who harm children. Plans for people and places, the law's tools, operations, crimes tracked."""
