"""Reviews as far along as a test wants them. By actions alone."""

from datetime import timedelta

from kingfisher.access.entry import acting_as, service_of
from kingfisher.reviews import actions
from kingfisher.reviews.actions import Made, Told

CHILD = "Wren Ashdown"
WORDS = "All agencies should record the voice of the child whenever she is seen alone"


def folder(now, kind, *to):
    with acting_as(service_of("front_door_service", at=now, via="page")) as door:
        return actions.open_folder(door, kind=kind, to=to, at=now)


def told(be, now, who="ruth", **known):
    """A serious incident of ten days ago, known of for two."""
    whole = {
        "child_called": CHILD, "kind": "serious_harm", "happened_on": (now - timedelta(days=10)).date(),
        "aware_at": now - timedelta(days=2), "what_happened": "Found hurt at home.",
        "safe_now": "She is with her aunt; her brother too.",
    }  # fmt: skip
    with be(who) as worker:
        return actions.raise_incident(
            worker, told=Told(**{**whole, **known}), folder=folder(now, "review", worker.placement_id), at=now
        )  # fmt: skip


def notified(be, now, **known):
    made = told(be, now, **known)
    with be("office") as office:
        actions.notify(office, incident_id=made, told_on=now, panel_ref="PN-77", others_told="The inspectorate", at=now)
    return made


def asked(be, cast, now, incident, who="asha", agency="health"):
    with be("office") as office:
        return actions.ask(office, incident_id=incident, writer=cast.placements[who],
                           organisation_id=cast.organisations[agency], asks="What was known since 2024?",
                           folder=folder(now, "review_summary", cast.placements[who]), at=now)  # fmt: skip


def sent(be, summary, now, who="asha"):
    with be(who) as worker:
        actions.send(worker, summary_id=summary, known="Seen twice at the surgery.", safe="Yes, with her aunt.",
                     learning="We did not ask who else lived there.", at=now)  # fmt: skip


def decided(be, incident, now, **answers):
    said = {"chief": "none", "lena": "none", "chief_health": "none"} | answers
    for who, answer in said.items():
        with be(who) as partner:
            actions.decide(partner, incident_id=incident, answer=answer, words="The learning is clear.", at=now)


def ready(be, cast, now, **answers):
    """Written, heard, decided; not yet finished."""
    made = notified(be, now)
    sent(be, asked(be, cast, now, made), now)
    with be("office") as office:
        actions.write_rapid(office, incident_id=made, facts="What happened.", learning="Ask who lives there.", at=now)
    decided(be, made, now, **answers)
    return made


def recommended(be, now, words=WORDS, years_ago=0, **said):
    made = {"source": "audit", "source_words": "Audit of spring", "theme": "voice", **said}
    on = (now - timedelta(days=365 * years_ago)).date()
    with be("office") as office:
        return actions.recommend(office, made=Made(words=words, made_on=on, **made),
                                 folder=folder(now, "recommendation"), at=now)  # fmt: skip


def carried_out(be, cast, now, key):
    with be("office") as office:
        actions.answer(office, recommendation_id=key, accepted=True, words="", at=now)
        promise = actions.commit(office, recommendation_id=key, organisation_id=cast.organisations["health"],
                                 owner="Head of nursing", words="A new form.", due_on=now.date(), at=now)  # fmt: skip
        actions.done(office, commitment_id=promise, evidence="The form, and forty filled in since May.", at=now)
        actions.carry_out(office, recommendation_id=key, at=now)
