"""Server time of every everyday page of every room, beside a bare Django view, in one run.

    python -m bench.pages [--size town|county] [--rounds 40] [--json]        # PYTHONPATH=src:.

It opens the demonstration of this home, and builds it first where there is none (another size wants a home of its
own: KINGFISHER_HOME). Records to open are found as a worker finds them: from the lists, by whoever of the
demonstration's people may see them. A page of which the county holds no record is named, not left out.

What is timed, the bare view beside it and why the processor's time is printed too: see `bench.first_picture`. Times
are of the machine; the last column, how many times the bare view of the same run, is what may be compared. It ends
with 1 when a page takes more than 150 ms at p95 or could not be opened by anybody.
"""
