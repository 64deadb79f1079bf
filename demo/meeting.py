"""The meetings about a child whom social care helps: asked to, minuted, decided and signed the same day."""

from datetime import datetime, time, timedelta
from uuid import UUID

from kingfisher.access.entry import acting_as
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as gathered
from kingfisher.pathway import actions as pathway

from .founding import Places
from .shapes import LONDON, When
from .world import World

MINUTES = "bea"


class Meets:
    """What the meetings of one child need."""

    key: UUID

    def __init__(self, world: World, places: Places, row: dict) -> None:
        self.world, self.places, self.row = world, places, row
        self.worker, self.manager = row["worker"], row["manager"]

    def moment(self, days: int, clock: str = "16:00") -> datetime:
        """So many days ago at this time of Saltmere's clocks."""
        hours, minutes = clock.split(":")
        return When(days, time(int(hours), int(minutes))).at(self.world.now)

    def who(self, name: str, at: datetime) -> Actor:
        return self.places.worker(name, at=at)

    def hold(self, meeting: UUID, row: dict, starts: datetime, chair: str) -> None:
        """Ask the people, take the minutes, write down decisions and actions, and send them the same day."""
        before, after = starts - timedelta(minutes=50), starts + timedelta(minutes=55)
        placed = self.places.placements
        with acting_as(self.who(self.worker, before)) as actor:
            meetings.appoint(actor, meeting_id=meeting, chair=placed[chair], minute_taker=placed[MINUTES], at=before)
            for name in row.get("people", ()):
                meetings.invite(actor, meeting_id=meeting, placement_id=placed[name], at=before)
            for name, part in row.get("family", ()):
                meetings.invite(actor, meeting_id=meeting, name=name, part=part, family=True, at=before)
        with acting_as(self.who(chair, after)) as actor:
            file = gathered.meeting_file(actor, meeting)
            for one in file.invitations:
                meetings.mark_attendance(
                    actor, meeting_id=meeting, invitation_id=one.id, attendance="there",
                    decision_maker=one.placement_id != placed[MINUTES], brought_information=True, at=after,
                )  # fmt: skip
            stands = {part.code: part for part in file.parts}
            for section, words in row.get("minutes", {}).items():
                said = "\n\n".join(filter(None, (stands[section].words, words)))  # below what it began with
                meetings.save_part(
                    actor, meeting_id=meeting, section=section, words=said, revision=stands[section].revision,
                    at=after,
                )  # fmt: skip
            meetings.hold(actor, meeting_id=meeting, at=after)
            for words in row.get("decisions", ("The discussion's decision is recorded with the child's steps.",)):
                meetings.decide(actor, meeting_id=meeting, decision=words, family_safe="decisions" in row, at=after)
            for words, owner, due in row.get("tasks", ()):
                meetings.write_task(
                    actor, meeting_id=meeting, task=words, owner_id=placed[owner], due_on=self.moment(due).date(),
                    at=after,
                )  # fmt: skip
            meetings.issue_decisions(actor, meeting_id=meeting, at=after)
            meetings.send_round(actor, meeting_id=meeting, at=after)
            meetings.sign(actor, meeting_id=meeting, at=after)

    def next(self, row: dict) -> None:
        """A conference that is to come tomorrow."""
        at = self.moment(4, "10:00")
        tomorrow = self.world.now.astimezone(LONDON).date() + timedelta(days=1)
        hours, minutes = row["t"].split(":")
        starts = datetime.combine(tomorrow, time(int(hours), int(minutes)), tzinfo=LONDON)
        with acting_as(self.who(self.worker, at)) as actor:
            meeting = pathway.call_review(
                actor, episode_id=self.key, starts_at=starts, place=row["place"],
                chair=self.places.placements[row["chair"]], at=at,
            )  # fmt: skip
            placed = self.places.placements
            meetings.appoint(actor, meeting_id=meeting, minute_taker=placed[MINUTES], at=at)
            for name in self.row["conference"]["people"]:
                meetings.invite(actor, meeting_id=meeting, placement_id=placed[name], at=at)
            for name, part in self.row["conference"]["family"]:
                meetings.invite(actor, meeting_id=meeting, name=name, part=part, family=True, at=at)
        for name, said in (("ravi", "yes"), ("deng", "report")):
            with acting_as(self.who(name, at)) as actor:
                meetings.answer(actor, meeting_id=meeting, availability=said, at=at)
