"""Server time of every page of training at the size of a whole county: 10,000 learners, 150 days of courses a year.

    python -m bench.learning [--learners 10000] [--days 150] [--years 3] [--rounds 30] [--json]     # PYTHONPATH=src:.

It opens the demonstration of this home, which it builds first where there is none, and lays the learners into it once,
under the policies of the training service: give it a home of its own (KINGFISHER_HOME). Each page is opened by somebody
of the demonstration whose page it is; the bare view beside them is that of `bench.first_picture`, in the same run. It
ends with 1 when a page takes more than 150 ms at p95.
"""
