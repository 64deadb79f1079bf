"""Returns, audits and looks as far along as a test wants them. By actions alone."""

from datetime import timedelta

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.assurance import actions, queries
from kingfisher.assurance.actions import Looked, Planned, Said
from kingfisher.referrals.tests.builders import sent as contact

CODES = ("leadership", "policies", "voice", "recruitment", "training", "information", "allegations", "exploitation",
         "online", "whistleblowing")  # fmt: skip
WORDS = "It is so, and was looked at in May."


def service(now):
    return acting_as(service_of("front_door_service", at=now, via="page"))


def folder(now, *to):
    with service(now) as door:
        return actions.open_folder(door, to=to, at=now)


def begun(be, now, kind="section_11", days=30):
    with be("office") as office:
        return actions.begin_round(office, kind=kind, title="Section 11, 2026",
                                   due_on=(now + timedelta(days=days)).date(), at=now)  # fmt: skip


def asked(be, cast, now, round_id, who="asha", agency="health"):
    with be("office") as office:
        return actions.send_to(office, round_id=round_id, organisation_id=cast.organisations[agency],
                               lead=cast.placements[who], folder=folder(now, cast.placements[who]), at=now)  # fmt: skip


def answered(be, key, now, who="asha", **grades):
    """Every standard of section 11: met, unless said otherwise."""
    with be(who) as worker:
        for code in CODES:
            grade = grades.get(code, "met")
            more = {} if grade in ("met", "not_ours") else {
                "improve": "A new form.", "improve_owner": "Head of nursing",
                "improve_by": (now + timedelta(days=90)).date(),
            }  # fmt: skip
            actions.answer(worker, return_id=key, standard=code, answered=Said(grade, WORDS, "Audit of May.", **more),
                           at=now)  # fmt: skip


def sent(be, cast, now, who="asha", agency="health", round_id=None, **grades):
    key = asked(be, cast, now, round_id or begun(be, now), who, agency)
    answered(be, key, now, who, **grades)
    with be(who) as worker:
        actions.send(worker, return_id=key, signed_off="Head of nursing", at=now)
    return key


def with_peer(be, cast, now, peer="owen", agency="schools", **grades):
    key = sent(be, cast, now, **grades)
    with be("office") as office:
        actions.ask_peer(office, return_id=key, organisation_id=cast.organisations[agency],
                         peer=cast.placements[peer], at=now)  # fmt: skip
    return key


def challenged(be, cast, now, standard="voice", grade="partly", **grades):
    key = with_peer(be, cast, now, **grades)
    with be("owen") as peer:
        actions.challenge(peer, return_id=key, standard=standard, grade=grade, words="We saw no child's words in it.",
                          at=now)  # fmt: skip
        actions.finish_challenge(peer, return_id=key, words="Convincing, but for one standard.", at=now)
    return key


def contacts(cast, now, many=5):
    return [contact(cast, now - timedelta(days=n), key=f"audit-{n}") for n in range(1, many + 1)]


def planned(be, cast, now, wanted=3, **said):
    whole = {
        "theme": "Hearing the child", "questions": ("Was she heard?", "Was the decision right?"),
        "population": "contacts", "first_day": (now - timedelta(days=90)).date(), "last_day": now.date(),
        "wanted": wanted, "first_grader": cast.placements["ines"], "second_grader": cast.placements["hana"],
    }  # fmt: skip
    with be("office") as office:
        return actions.plan(office, planned=Planned(**{**whole, **said}), at=now)


def drawn(be, cast, now, many=5, **said):
    contacts(cast, now, many)
    key = planned(be, cast, now, **said)
    with service(now) as door:
        actions.draw(door, audit_id=key, at=now)
    return key


def cases(be, key, who="office"):
    with be(who) as worker:
        return [c.row.id for c in queries.audit_of(worker, key).cases]


def graded(be, case, now, who, *grades):
    with be(who) as worker:
        actions.grade(worker, case_id=case, grades=grades or ("good", "good"), words="Her words are on the form.",
                      at=now)  # fmt: skip


def looked(be, now, **said):
    whole = {"sort": "scrutiny", "by": "scrutineer", "title": "Scrutiny of the front door",
             "began_on": (now - timedelta(days=60)).date()}  # fmt: skip
    named = {"by_name": "Esme Oduya"} if "by" not in said else {}
    with be("office") as office:
        return actions.keep_look(office, looked=Looked(**{**whole, **named, **said}), folder=folder(now), at=now)


def found(be, now, look=None, words="Feedback to referrers does not reach one in four."):
    with be("office") as office:
        return actions.find(office, look_id=look or looked(be, now), words=words, at=now)


def finding_asked(be, cast, now, finding=None, who="asha", agency="health"):
    with be("office") as office:
        return actions.ask_agency(
            office, finding_id=finding or found(be, now), organisation_id=cast.organisations[agency],
            writer=cast.placements[who], answer_by=(now + timedelta(days=20)).date(), at=now,
        )  # fmt: skip


def responded(be, cast, now, who="asha", **more):
    key = finding_asked(be, cast, now, who=who, **more)
    with be(who) as worker:
        actions.respond(worker, response_id=key, accepted=True, words="A letter within three days.",
                        owner="Head of nursing", due_on=(now + timedelta(days=40)).date(), at=now)  # fmt: skip
    return key


def visiting(now, role, name="Esme Oduya"):
    """Somebody let in to look, with an end and a reason; called, it is she at that moment."""
    from tests.cast import gather

    installer = actor_for(gather.founded, at=now, via="command")
    with acting_as(installer):
        key = name.split()[0].lower()
        worker = access.add_worker(installer, name=name, email=f"{key}@visit.example", phone="", username=key,
                                   is_service=False, at=now)  # fmt: skip
        place = access.give_place(installer, worker_id=worker, organisation_code="council", role_code=role,
                                  team_codes=(), given_for="Her yearly look", ends_at=now + timedelta(days=20),
                                  at=now)  # fmt: skip
    return lambda: acting_as(actor_for(place, at=now, purpose="audit_review", via="page"))
