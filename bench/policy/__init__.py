"""What row-level security costs: a page, a search and a count, with the policy and without it, as ratios.

    python -m bench.policy --people 1000000 --entries 10

Lays people and their history by SQL as the owner, in a database of this home's own; then asks as a triage worker over
the application's role, and as the owner, whom the policy lets see every row. Figures are medians in milliseconds.
"""
