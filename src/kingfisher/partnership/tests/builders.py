"""The three partners seated, and documents as far along as a test wants them. By actions alone."""

from datetime import date

from kingfisher.access.entry import acting_as, service_of
from kingfisher.partnership import queries
from kingfisher.partnership.actions import publishing, signing, who
from kingfisher.partnership.models import Partner

LONG = "We meet every week, and say here in full how it is done, by whom, and what comes of it for children."
CHIEFS = (("council", "chief"), ("police", "chief_police"), ("health", "chief_health"))
BEGAN = date(2024, 1, 1)


def seated(be, now) -> None:
    """Three bodies, three chiefs with their own logins; those that sit there already are left as they are."""
    with be("chief") as one, be("chief_police") as two, be("chief_health") as three:
        workers = {"chief": one.worker_id, "chief_police": two.worker_id, "chief_health": three.worker_id}
    with be("office") as office:
        sitting = set(Partner.objects.filter(ends_on=None).values_list("kind", flat=True))
        for kind, chief in CHIEFS:
            if kind in sitting:
                continue
            partner = who.name_partner(office, kind=kind, name=f"Saltmere {kind}", begins_on=BEGAN, at=now)
            holder = who.add_holder(office, name=f"Lead {kind}", job_title="Chief", of=f"Saltmere {kind}",
                                    worker_id=workers[chief], at=now)  # fmt: skip
            who.seat(office, holder_id=holder, role="lead_partner", partner_id=partner, begins_on=BEGAN, at=now)


def lay_shelf(now) -> None:
    with acting_as(service_of("front_door_service", at=now, via="page")) as door:
        publishing.lay_shelf(door, at=now)


def written(be, now, *, kind="threshold", title="Threshold document", **days):
    """An edition with every section written."""
    lay_shelf(now)
    with be("office") as office:
        key = publishing.begin(office, kind=kind, title=title, at=now, **days)
        write_all(office, key, now)
    return key


def write_all(actor, key, now) -> None:
    for s in queries.edition(actor, key).sections:
        publishing.write(
            actor, edition_id=key, section=s.topic.code, words=f"{s.topic.title}. {LONG}", seen=s.seen, at=now
        )


def waiting(be, now, **how):
    """An edition that waits for three signatures."""
    seated(be, now)
    key = written(be, now, **how)
    with be("office") as office:
        signing.put_to_signature(office, edition_id=key, at=now)
    return key


def signed_by(be, name, key, now) -> None:
    with be(name) as chief:
        words = queries.edition(chief, key).words_hash
        signing.sign(chief, edition_id=key, words_hash=words, proved_by="authenticator app", at=now)


def published(be, now, **how):
    key = waiting(be, now, **how)
    for _, chief in CHIEFS:
        signed_by(be, chief, key, now)
    with be("office") as office:
        signing.publish(office, edition_id=key, at=now)
    return key
