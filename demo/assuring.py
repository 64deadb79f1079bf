"""Play what Saltmere asks of itself and what was found from outside, through the assurance room, on its days."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.assurance import actions as assurance
from kingfisher.assurance import queries
from kingfisher.assurance.jobs import gather
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.organisations.queries import agencies
from kingfisher.reviews import actions as reviews

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("assuring.toml")
OFFICE = "ruth"
SAID = "It is so here, and was looked at in the spring: what we found is written down."
SHOWN = "Our own audit of the spring, and what children told us at two of our places."
BETTER = "A named lead, a date for each team, and a look at ten records in the autumn."


def assure(world: World, places: Places) -> int:
    """Play each round, audit, look and pack; returns how many there are."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    year = _Year(world, places)
    for one in told["round"]:
        year.ask(one)
    for one in told["audit"]:
        year.audit(one)
    for one in told["look"]:
        year.look(one)
    for one in told["pack"]:
        year.pack(one)
    return sum(len(told[name]) for name in ("round", "audit", "look", "pack"))


class _Year:
    def __init__(self, world: World, places: Places) -> None:
        self.world, self.places = world, places

    def ago(self, days: int) -> datetime:
        """Ten in the morning of that day."""
        then = (self.world.now - timedelta(days=days)).astimezone(LONDON)
        return then.replace(hour=10, minute=0, second=0, microsecond=0)

    def day(self, days: int) -> date:
        return self.ago(days).date()

    def being(self, who: str, days: int):
        return acting_as(self.places.worker(who, at=self.ago(days)))

    def serving(self, days: int):
        return acting_as(self.places.service("front_door_service", at=self.ago(days)))

    def home(self, who: str, office) -> UUID:
        """Whose organisation somebody of the cast works in."""
        from kingfisher.organisations.queries import agency, colleagues

        key = self.places.placements[who]
        return agency(office, colleagues(office, {key})[key].organisation_code).id

    def ask(self, one: dict) -> None:
        days = one["begun_days_ago"]
        with self.being(OFFICE, days) as office:
            due_on = self.day(one["due_days_ago"])
            key = assurance.begin_round(office, kind=one["kind"], title=one["title"], due_on=due_on, at=office.at)
        made = {asked["who"]: self._asked(key, asked, days) for asked in one["asked"]}
        for asked in one["asked"]:
            self._answer(made[asked["who"]], asked, days)
        for invited in one.get("invited", ()):
            self._by_link(key, invited, days)
        for chased in one["chased_days_ago"]:
            with self.being(OFFICE, chased) as office:
                assurance.chase(office, round_id=key, at=office.at)

    def _asked(self, key: UUID, asked: dict, days: int) -> UUID:
        lead = self.places.placements[asked["who"]]
        with self.serving(days) as door:
            folder = assurance.open_folder(door, to=(lead,), at=door.at)
        with self.being(OFFICE, days) as office:
            return assurance.send_to(office, round_id=key, organisation_id=self.home(asked["who"], office), lead=lead,
                                     folder=folder, at=office.at)  # fmt: skip

    def _by_link(self, key: UUID, said: dict, days: int) -> None:
        """A school without a place: it answers by its link, through the hub's own service."""
        with self.serving(days) as door:
            folder = assurance.open_folder(door, to=(door.placement_id,), at=door.at)
        known = {a.name: a.id for a in agencies(door)}
        invited = assurance.Invited(said["body"], said["name"], said["email"], "school", known.get(said["body"]))
        with self.being(OFFICE, days) as office:
            made = assurance.invite(office, round_id=key, invited=invited, folder=folder, at=office.at)
        sent = said.get("sent_days_ago")
        with self.serving(sent + 2 if sent else days - 5) as door:
            self._write(door, made, said)
        if sent is not None:
            with self.serving(sent) as door:
                assurance.send(door, return_id=made, signed_off=said["signed_off"], at=door.at)

    def _write(self, writer: Actor, key: UUID, asked: dict) -> None:
        """What somebody answers: all standards, or those she began with."""
        if "sent_days_ago" not in asked and "begun" not in asked:
            return
        for s in queries.return_of(writer, key).standards:
            if "begun" in asked and s.code not in asked["begun"]:
                continue
            grade = asked.get("grades", {}).get(s.code, "met")
            more = {} if grade in ("met", "not_ours") else {
                "improve": BETTER, "improve_owner": asked["signed_off"], "improve_by": self.day(-60),
            }  # fmt: skip
            assurance.answer(writer, return_id=key, standard=s.code, at=writer.at,
                             answered=assurance.Said(grade, SAID, SHOWN, **more))  # fmt: skip

    def _answer(self, key: UUID, asked: dict, days: int) -> None:
        sent = asked.get("sent_days_ago")
        if sent is None and "begun" not in asked:
            return
        with self.being(asked["who"], sent + 2 if sent else days - 5) as worker:
            self._write(worker, key, asked)
        if sent is not None:
            with self.being(asked["who"], sent) as worker:
                assurance.send(worker, return_id=key, signed_off=asked["signed_off"], at=worker.at)
            self._challenged(key, asked, sent)

    def _challenged(self, key: UUID, asked: dict, sent: int) -> None:
        if "peer" in asked:
            with self.being(OFFICE, sent - 5) as office:
                peer = self.places.placements[asked["peer"]]
                assurance.ask_peer(office, return_id=key, organisation_id=self.home(asked["peer"], office), peer=peer,
                                   at=office.at)  # fmt: skip
        if "doubts" in asked:
            with self.being(asked["peer"], sent - 15) as peer:
                for standard, grade in asked["doubts"].items():
                    assurance.challenge(peer, return_id=key, standard=standard, grade=grade,
                                        words=asked["doubt_words"], at=peer.at)  # fmt: skip
                assurance.finish_challenge(peer, return_id=key, words=asked["peer_words"], at=peer.at)
            with self.being(asked["who"], sent - 20) as worker:
                for s in queries.return_of(worker, key).standards:
                    if s.challenge:
                        assurance.reply(worker, challenge_id=s.challenge.id, accepts=asked["accepts"],
                                        words=asked["reply"], at=worker.at)  # fmt: skip
        if "agreed" in asked:
            with self.being(OFFICE, sent - 25) as office:
                assurance.agree(office, return_id=key, words=asked["agreed"], at=office.at)

    def audit(self, one: dict) -> None:
        days, readers = one["planned_days_ago"], one["readers"]
        first, second = (self.places.placements[r] for r in readers)
        planned = assurance.Planned(
            one["theme"], tuple(one["questions"]), one["population"], self.day(400), self.day(0), one["wanted"], first,
            second, one["seed"], self.day(-300),
        )  # fmt: skip
        with self.being(OFFICE, days) as office:
            key = assurance.plan(office, planned=planned, at=office.at)
        with self.serving(days - 1) as door:
            many = assurance.draw(door, audit_id=key, at=door.at)
        with self.being(OFFICE, days - 1) as office:
            cases = [c.row.id for c in queries.audit_of(office, key).cases]
        for who, said in zip(readers, (one["first"], one["second"]), strict=True):
            with self.being(who, days - 2) as reader:
                for case, grades in zip(cases, said, strict=False):
                    assurance.grade(reader, case_id=case, grades=tuple(grades), at=reader.at,
                                    words="What is written there, and what is not, says so.")  # fmt: skip
        if "learning" in one and len(one["second"]) >= many:
            self._finish(key, one, cases, days - 4)

    def _finish(self, key: UUID, one: dict, cases: list[UUID], days: int) -> None:
        with self.being(OFFICE, days) as office:
            for case, grades in zip(cases, one["second"], strict=False):
                assurance.agree_on(office, case_id=case, grades=tuple(grades), at=office.at,
                                   words="They read it again together and agreed.")  # fmt: skip
            assurance.finish(office, audit_id=key, learning=one["learning"], at=office.at)
        with self.serving(days) as door:
            assurance.shut(door, audit_id=key, at=door.at)
            folder = reviews.open_folder(door, kind="recommendation", at=door.at)
        made = reviews.Made("audit", f"Audit: {one['theme']}", one["recommend"]["theme"], one["recommend"]["words"],
                            self.day(days), ("assurance.audit", key))  # fmt: skip
        with self.being(OFFICE, days) as office:
            reviews.recommend(office, made=made, folder=folder, at=office.at)

    def look(self, one: dict) -> None:
        entered = min(one["published_days_ago"], 600)
        with self.serving(entered) as door:
            folder = assurance.open_folder(door, at=door.at)
        body = self.places.organisations.get(one.get("organisation", ""))
        looked = assurance.Looked(
            one["sort"], one["by"], one["title"], self.day(one["began_days_ago"]), one.get("by_name", ""), body,
            self.day(one["published_days_ago"]), one.get("grade", ""), "", one.get("summary", ""),
        )  # fmt: skip
        with self.being(OFFICE, entered) as office:
            key = assurance.keep_look(office, looked=looked, folder=folder, at=office.at)
        for found in one.get("finding", ()):
            self._found(key, found, entered)

    def _found(self, key: UUID, found: dict, days: int) -> None:
        with self.being(OFFICE, days) as office:
            finding = assurance.find(office, look_id=key, words=found["words"], at=office.at)
        for answer in found["answers"]:
            with self.being(OFFICE, days) as office:
                asked = assurance.ask_agency(
                    office, finding_id=finding, organisation_id=self.places.organisations[answer["organisation"]],
                    writer=self.places.placements[answer["who"]], answer_by=self.day(days - 20), at=office.at,
                )  # fmt: skip
            with self.being(answer["who"], days - 14) as worker:
                due_on = self.day(answer["due_days_ago"])
                assurance.respond(worker, response_id=asked, accepted=True, words=answer["words"],
                                  owner=answer["owner"], due_on=due_on, at=worker.at)  # fmt: skip
            if answer["evidence"]:
                with self.being(answer["who"], answer["due_days_ago"] + 3) as worker:
                    assurance.carried_out(worker, response_id=asked, evidence=answer["evidence"], at=worker.at)
        if follow := found.get("follow"):
            with self.being(OFFICE, follow["days_ago"]) as office:
                looked_on = self.day(follow["days_ago"] + 2)
                assurance.follow_up(office, finding_id=finding, answer=follow["answer"], words=follow["words"],
                                    said_by="Esther Mwangi", looked_on=looked_on, at=office.at)  # fmt: skip

    def pack(self, one: dict) -> None:
        """Asked for and gathered now: what it holds is what the county holds at the end of its building."""
        with acting_as(self.places.worker(OFFICE, at=datetime.now(UTC))) as office:
            key = assurance.ask_pack(office, kind=one["kind"], title=one["title"], first_day=self.day(365),
                                     last_day=self.world.now.astimezone(LONDON).date(), at=office.at)  # fmt: skip
        gather(str(key), str(self.places.placements[OFFICE]))
