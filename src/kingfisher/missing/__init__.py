"""Room: children who are missing. Who is missing now, the talk on return, and what is written beforehand."""
