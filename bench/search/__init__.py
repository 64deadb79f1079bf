"""How fast and how surely people are found at a million records, with the policy and the record of searches on.

    ./kingfisher search-bench --in DIR --queries queries.csv --out results.csv
    .venv/bin/python -m bench.search --size 1000000

The first asks the queries of a folder of extracts (`docs/search.md`); the second writes extracts, asks, scores, and
sets PostgreSQL's own trigram search of the same data beside it.
"""
