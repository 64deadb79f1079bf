"""How long a large file takes to come in: python -m bench.imports, on the demonstration of this home.

    python -m bench.imports [--lines 100000]        # PYTHONPATH=src:.

Writes a list of persons of Saltmere with new numbers, brings it in by `./kingfisher import` as police do (each line a
person and the worker who knows them, so two rows), brings the same file in again, and copies its lines bare into a
table of the same server (COPY, no checks, no policy, no record): the least that storing them takes. Prints seconds
and how many times the bare copy. Ends with 1 when 100,000 rows would take a minute, or the second time made anything.
"""
