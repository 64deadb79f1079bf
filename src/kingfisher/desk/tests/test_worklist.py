"""My work in one list: soonest due first, only what waits for me, with nothing in a title that a notice may not say."""

from kingfisher.desk import worklist
from kingfisher.postroom import actions as postroom


def test_work_without_a_due_moment_comes_last_and_the_soonest_first(be, now):
    with be("door") as door:
        for _ in range(3):
            postroom.accept_once(door, kind="concern", door="public", body=b"?", content_type="text/plain", at=now)
    with be("priya") as priya:
        due = [piece.due_at for piece in worklist.for_worker(priya)]
    known = [moment for moment in due if moment]
    assert known == sorted(known)
    assert due[: len(known)] == known


def test_a_licensing_officer_has_no_work_with_children(be, now):
    with be("door") as door:
        postroom.accept_once(door, kind="concern", door="public", body=b"?", content_type="text/plain", at=now)
    with be("lewis") as lewis:
        assert worklist.for_worker(lewis) == []
