"""When the hub is down, a browser and a passphrase are enough; without the passphrase nothing of any child is in it."""

import base64
import json
import re

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kingfisher.access.entry import acting_as, service_of
from kingfisher.access.models import AuditLine
from kingfisher.missing import actions as missing_actions
from kingfisher.missing.tests.builders import a_child, missing
from kingfisher.missing.tests.test_prepared import FIRST
from kingfisher.stewardship import actions
from kingfisher.stewardship.shutting import ROUNDS, key_of

pytestmark = pytest.mark.django_db
WORDS = "river stones and lanterns"


def pack(now) -> tuple[str, dict]:
    door = service_of("front_door_service", at=now, via="command")
    with acting_as(door):
        content, told = actions.make_outage_pack(door, passphrase=WORDS, at=now)
    return content.decode(), told


def inside(shell: str, words: str = WORDS) -> str:
    said = json.loads(re.search(r'id="sealed">(.*?)</script>', shell)[1])
    salt, nonce, sealed = (base64.b64decode(said[name]) for name in ("salt", "nonce", "sealed"))
    return AESGCM(key_of(words, salt, said["rounds"])).decrypt(nonce, sealed, None).decode()


def test_it_holds_who_is_missing_the_plan_for_her_first_hour_and_whom_to_ring(be, cast, now):
    with be("dele") as dele:
        plan = missing_actions.write_plan(dele, person_id=a_child(be, now), first=FIRST, at=now)
    with be("ruth") as ruth:
        missing_actions.authorise(ruth, plan_id=plan, at=now)
    missing(cast, now)
    shell, told = pack(now)
    page = inside(shell)
    assert (told["missing"], told["plans"]) == (1, 1)
    for words in ("Maya Reed", "Quay Street bus stop", FIRST.first_hour[0], "Priya Nair", "01632 960123", "sheet"):
        assert words in page
    assert len(re.findall(r"Concern on paper, sheet \d{4}-\d\d", page)) == actions.SHEETS


def test_without_the_passphrase_nothing_of_her_is_in_the_file(cast, now):
    missing(cast, now)
    shell, _ = pack(now)
    assert "Maya" not in shell and "Quay" not in shell
    assert ROUNDS >= 600_000
    with pytest.raises(InvalidTag):
        inside(shell, "river stones and lantern")


def test_the_file_loads_nothing_and_sends_nothing(cast, now):
    missing(cast, now)
    shell, _ = pack(now)
    for text in (shell, inside(shell)):
        assert re.findall(r"(?:src|href|action)=|url\(|https?://|@import", text) == []
    assert "default-src 'none'" in shell


def test_what_somebody_typed_cannot_become_part_of_the_page(cast, now):
    missing(cast, now, name="Maya <img src=x onerror=alert(1)>", last_seen_place="</main><script>alert(1)</script>")
    page = inside(pack(now)[0])
    assert "<img" not in page and "<script" not in page and "&lt;script&gt;" in page


def test_the_making_passes_the_guard_and_is_recorded_with_its_folders(be, cast, now):
    missing(cast, now)
    pack(now)
    with be("door"):
        made = AuditLine.objects.filter(what="stewardship.outage_pack.made").latest("id")
        assert len(made.folder_ids) == 1 and made.facts["missing"] == 1
        passed = AuditLine.objects.filter(what__startswith="guard.leaving.").latest("id")
        assert passed.facts["what"] == "stewardship.outage_pack"


def test_nothing_of_a_child_it_may_not_see_is_in_it(be, cast, now):
    shell, told = pack(now)
    assert told == {"missing": 0, "plans": 0, "withheld": 0}
    assert "Nobody, as far as the front door could see" in inside(shell)
