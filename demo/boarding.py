"""Play the partnership's own year through its room: seats, documents, meetings, risks, money, visits."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.partnership import queries, rules
from kingfisher.partnership.actions import board, keeping, publishing, signing, who

from .founding import Places
from .world import World

TOLD = Path(__file__).with_name("board.toml")
BEGAN_DAYS_AGO, OFFICE, VISITOR = 700, "ruth", "keith"
CHIEFS = ("moira", "adaeze", "hugo")
DOCUMENTS = (("arrangements", "How we keep children safe together in Saltmere", 330),
             ("threshold", "Which help, when: levels of need in Saltmere", 300))  # fmt: skip


class Year:
    """One partnership's year, told by its office."""

    def __init__(self, world: World, places: Places) -> None:
        self.world, self.places = world, places
        self.told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
        self.people: dict[str, UUID] = {}
        self.groups: dict[str, UUID] = {}

    def ago(self, days: int) -> datetime:
        """Ten in the morning of that day: boards do not meet at night."""
        then = (self.world.now - timedelta(days=days)).astimezone(LONDON)
        return then.replace(hour=10, minute=0, second=0, microsecond=0)

    def office(self, days: int) -> Actor:
        return self.places.worker(OFFICE, at=self.ago(days))

    def play(self) -> int:
        """Everything in the order it happened; returns how many meetings were held."""
        with acting_as(self.places.service("front_door_service", at=self.ago(BEGAN_DAYS_AGO))) as door:
            publishing.lay_shelf(door, at=door.at)
        self.name()
        self.seat()
        for kind, title, days in DOCUMENTS:
            self.publish(kind, title, days)
        for one in self.told["meeting"]:
            self.meet(one)
        self.keep()
        self.change_arrangements()
        self.report()
        return len(self.told["meeting"])

    def name(self) -> None:
        for one in self.told["partner"]:
            days = one.get("days_ago", BEGAN_DAYS_AGO)
            with acting_as(self.office(days)) as office:
                on = queries.today(office)
                key = who.name_partner(
                    office, kind=one["kind"], name=one["name"], begins_on=on, why=one.get("why", ""), at=office.at,
                    organisation_id=self.places.organisations.get(one.get("organisation", "")),
                )  # fmt: skip
                if "lead" in one:
                    self.people[one["lead"]] = self.holder(office, one["lead"], one["name"])
                    who.seat(office, holder_id=self.people[one["lead"]], role="lead_partner", partner_id=key,
                             begins_on=on, at=office.at)  # fmt: skip

    def holder(self, office: Actor, username: str, of: str) -> UUID:
        seed = next(w for w in self.world.workers if w.username == username)
        return who.add_holder(office, name=seed.name, job_title=seed.placements[0].title or "Chief", of=of,
                              worker_id=self.places.workers[username], at=office.at)  # fmt: skip

    def seat(self) -> None:
        with acting_as(self.office(419)) as office:
            on, at = queries.today(office), office.at
            for p in self.told["person"]:
                login = self.places.workers[p["key"]] if p.get("login") else None
                self.people[p["key"]] = who.add_holder(
                    office, name=p["name"], job_title=p["job"], of=p["of"], worker_id=login, at=at
                )
            for r in self.told["relevant"]:
                who.name_relevant(office, sort=r["sort"], name=r["name"], covers=r.get("covers", ""),
                                  part_played=r["part"], begins_on=on, at=at)  # fmt: skip
            for g in self.told["group"]:
                key = self.groups[g["code"]] = who.set_up_group(
                    office, code=g["code"], name=g["name"], tier=g["tier"], remit=g["remit"],
                    quorum=g.get("quorum", ""), begins_on=on, at=at,
                )  # fmt: skip
                for called in g["seats"]:
                    who.seat(office, holder_id=self.people[called], role="member", group_id=key, begins_on=on, at=at)
            partners = {p.kind: p for p in queries.who_is_who(office, on=on).partners}
            for kind, called in (("council", "thea"), ("health", "nurse"), ("police", "super")):
                who.seat(office, holder_id=self.people[called], role="delegated_partner", partner_id=partners[kind].id,
                         delegated_from=partners[kind].lead.id, begins_on=on, at=at,
                         delegated_what="Commits people and money on the executive.")  # fmt: skip
            for role, called in (("partnership_chair", "thea"), ("scrutineer", "esther"), ("business_manager", "ruth")):
                who.seat(office, holder_id=self.people[called], role=role, begins_on=on, at=at)

    def publish(self, kind: str, title: str, days: int) -> None:
        with acting_as(self.office(days)) as office:
            key = publishing.begin(office, kind=kind, title=title, at=office.at)
            self.write(office, key)
            signing.put_to_signature(office, edition_id=key, at=office.at)
        self.sign(key, CHIEFS, days)
        with acting_as(self.office(days)) as office:
            signing.publish(office, edition_id=key, at=office.at)
            for n in queries.notices(office, key):
                signing.note_sent(office, notice_id=n.id, how="By e-mail, with the address of the page", at=office.at)

    def write(self, office: Actor, key: UUID) -> None:
        for s in queries.edition(office, key).sections:
            words = f"{s.topic.asks.replace('Say ', 'This section says ', 1)} It was agreed by the executive, and the office answers questions about it."  # noqa: E501
            publishing.write(office, edition_id=key, section=s.topic.code, words=words, seen=s.seen, at=office.at)

    def sign(self, key: UUID, chiefs: tuple[str, ...], days: int) -> None:
        for name in chiefs:
            with acting_as(self.places.worker(name, at=self.ago(days))) as chief:
                words = queries.edition(chief, key).words_hash
                signing.sign(chief, edition_id=key, words_hash=words, proved_by="demonstration", at=chief.at)

    def meet(self, one: dict) -> None:
        days, group = one["days_ago"], self.groups[one["group"]]
        with acting_as(self.office(days)) as office:
            at, on = office.at, queries.today(office)
            for title, wanted, by in one["items"]:
                board.add_item(office, group_id=group, title=title, wanted=wanted, brought_by=by, month=on, at=at)
            key = board.plan_sitting(
                office, group_id=group, starts_at=at, minutes_long=120, place="County Hall, room 2", at=at
            )
            for how in ("send_agenda", "hold"):
                board.move(office, sitting_id=key, how=how, at=at)
            shown = queries.sitting(office, key)
            absent = {self.people[p] for p in one["absent"]}
            board.register(office, sitting_id=key, at=at, was={
                s.id: "absent" if s.holder_id in absent else "there" for s, _ in shown.register
            })  # fmt: skip
            for item in shown.items:
                board.minute(
                    office,
                    sitting_id=key,
                    item_id=item.id,
                    words=f"{item.title}: the paper was discussed and what follows was agreed.",
                    at=at,
                )
            for words in one["decisions"]:
                board.resolve(office, sitting_id=key, words=words, at=at)
            given = [
                (board.undertake(office, words=words, owner_id=self.people[owner], sitting_id=key, at=at,
                                 due_on=on + timedelta(days=within)), within, state)
                for words, owner, within, state in one["actions"]
            ]  # fmt: skip
            board.move(office, sitting_id=key, how="agree_minutes", at=at)
        for action, within, state in given:
            if state == "done":
                with acting_as(self.office(days - within + 5)) as office:
                    board.end_undertaking(
                        office, undertaking_id=action, how="do", outcome="Shown to the executive.", at=office.at
                    )

    def keep(self) -> None:
        for days in (21, 14, 7):
            with acting_as(self.office(days)) as office:
                board.chase(office, at=office.at)
        for r in self.told["risk"]:
            key = None
            for days, likelihood, impact, why in r["scores"]:
                with acting_as(self.office(days)) as office:
                    score = {"likelihood": likelihood, "impact": impact, "why": why, "on": queries.today(office)}
                    if key is None:
                        key = keeping.keep_risk(
                            office, title=r["title"], cause_and_effect=r["what"], owner_id=self.people[r["owner"]],
                            controls=r["controls"], limit=r["limit"], at=office.at, **score,
                        )  # fmt: skip
                    else:
                        keeping.score(office, risk_id=key, at=office.at, **score)
        with acting_as(self.office(1)) as office:
            at, on = office.at, queries.today(office)
            for m in self.told["money"]:
                keeping.keep_money(office, year=rules.year_of(on), sort=m["sort"], who=m["who"],
                                   pence=m["pounds"] * 100, words=m.get("words", ""), on=on, at=at)  # fmt: skip
            for a in self.told["ahead"]:
                board.add_item(office, group_id=self.groups[a["group"]], title=a["title"], wanted=a["wanted"],
                               brought_by=a["by"], month=on + timedelta(days=a["days"]), at=at)  # fmt: skip
        self.prevent()

    def prevent(self) -> None:
        with acting_as(self.places.worker(VISITOR, at=self.ago(1))) as visitor:
            day, at = queries.today(visitor), visitor.at
            for c in self.told["campaign"]:
                first, last = (day - timedelta(days=d) for d in c["days"])
                key = keeping.begin_campaign(visitor, title=c["title"], aim=c["aim"], audience=c["audience"],
                                             begins_on=first, ends_on=last, at=at)  # fmt: skip
            for v in self.told["visit"]:
                on = day - timedelta(days=v["days_ago"])
                keeping.keep_visit(
                    visitor, sort=v["sort"], name=v["name"], district=v["district"], visited_on=on, by="Licensing",
                    topic=v["topic"], reached=v["reached"], materials=v["left"], follow_up=v.get("follow", ""),
                    follow_up_on=on + timedelta(days=v["follow_days"]) if "follow" in v else None, campaign_id=key,
                    at=at,
                )  # fmt: skip

    def change_arrangements(self) -> None:
        """A change to the arrangements that waits for a third signature."""
        with acting_as(self.office(12)) as office:
            one = next(p for p in queries.shelf(office) if p.kind == "arrangements")
            key = publishing.begin_next(office, publication_id=one.id, at=office.at)
            area = next(s for s in queries.edition(office, key).sections if s.topic.code == "education")
            publishing.write(office, edition_id=key, section="education", seen=area.seen, at=office.at,
                             words=area.words + " Every cluster has a seat and a deputy.")  # fmt: skip
            publishing.say_changes(office, edition_id=key, changes="Each cluster gets a seat.", at=office.at)
            asked = publishing.consult(office, edition_id=key, whom="Saltmere schools forum", at=office.at,
                                       answer_by=queries.today(office) + timedelta(days=5))  # fmt: skip
            publishing.consult(office, edition_id=key, whom="Ebbourne City Council", at=office.at,
                               answer_by=queries.today(office) + timedelta(days=5))  # fmt: skip
            publishing.keep_answer(office, consulted_id=asked, answer="Welcome; ask special schools too.",
                                   made_of_it="They have a cluster of their own.", at=office.at)  # fmt: skip
            signing.put_to_signature(office, edition_id=key, at=office.at)
        self.sign(key, CHIEFS[:2], 6)

    def report(self) -> None:
        """Last year's report, being written."""
        with acting_as(self.office(60)) as office:
            year = rules.year_of(queries.today(office)) - 1
            first, last = (datetime(y, m, d, tzinfo=LONDON).date() for y, m, d in ((year, 4, 1), (year + 1, 3, 31)))
            key = publishing.begin(office, kind="yearly_report", title=f"Yearly report {year} to {year + 1}",
                                   first_day=first, last_day=last, at=office.at)  # fmt: skip
            publishing.write(office, edition_id=key, section="progress", seen=0, at=office.at,
                             words="Neglect: a strategy and a tool that every agency uses. Exploitation: licensing "
                             "returns are still late. Education: each cluster has a lead.")  # fmt: skip
            publishing.comment(office, edition_id=key, section="progress", words="Say why they are late.", at=office.at)


def hold_board(world: World, places: Places) -> int:
    """Play it; returns how many meetings were held."""
    return Year(world, places).play()
