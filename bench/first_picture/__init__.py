"""From a concern to a joined-up picture, and each everyday page, beside a bare Django view.

    ./kingfisher demo --size county --build-only --seed 1      (once; any size will do)
    python -m bench.first_picture [--rounds 60] [--json]

Everything runs in one process through Django's own test client: what is timed is the server's work, as the
application's role with the policy and the audit on. The peer is a Django view in the same process that does one
indexed read on the same database and renders nothing.

A busy machine makes the clock on the wall say more than the work took; the processor's time stays nearly the same. To
have the machine to oneself for the half minute it takes: `chrt -f 20 python -m bench.first_picture`, as root.

Two cores, 143,000 children (395,414 statements), policy and audit on, 25 November 2026; milliseconds, p50 and p95:
my work 51, 53; queue 22, 24; one contact 93, 123; find a child 31, 51; a child's picture 56, 75, printed 33, 41;
requests 47, 60; answer a request 72, 83; telling of a concern 2, 3. From a concern posted to a picture of 8 agencies:
0.30 s. How often each page may ask the database is held by `tests/house/questions.toml`.
"""
