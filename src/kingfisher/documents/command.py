"""`./kingfisher change-key files`: a new key for everything kept, while the hub runs."""

import argparse
import json
import sys
from collections.abc import Sequence

from django.utils import timezone

from kingfisher.access.entry import acting_as, service_of
from kingfisher.documents import actions, turning
from kingfisher.kernel.verdict import Refused


def change_key(words: Sequence[str]) -> int:
    """Change it and say how many files were shut anew; exit 1, naming them, when some open with neither key."""
    parser = argparse.ArgumentParser(prog="kingfisher change-key files", description="a new key for kept files")
    parser.add_argument("--json", action="store_true")
    said, at = parser.parse_args(list(words)), timezone.now()
    try:
        witness = service_of("audit_witness", at=at, via="command")
        done = turning.turn()
        with acting_as(witness):
            actions.note_key_changed(witness, done=done, at=at)
    except (Refused, OSError) as why:
        print(getattr(why, "sentence", why), file=sys.stderr)
        return 1
    if said.json:
        print(json.dumps({"files": done.files, "changed": done.changed, "unreadable": done.unreadable}))
    else:
        print(f"{done.changed} of {done.files} files are shut with the new key.")
    if done.unreadable:
        print(f"{len(done.unreadable)} files open with neither key, {done.unreadable[0]} first: bring them back from a "
              "backup and run this again. The old key is kept until then.", file=sys.stderr)  # fmt: skip
        return 1
    return 0
