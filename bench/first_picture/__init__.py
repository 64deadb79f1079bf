"""From a concern to a joined-up picture, and each everyday page, beside a bare Django view.

    ./kingfisher demo --size county --build-only --seed 1      (once; any size will do)
    python -m bench.first_picture [--rounds 60] [--json]

Everything runs in one process through Django's own test client: what is timed is the server's work, as the
application's role with the policy and the audit on. The peer is a Django view in the same process that does one
indexed read on the same database and renders nothing.
"""
