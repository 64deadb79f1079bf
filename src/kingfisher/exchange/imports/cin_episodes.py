"""One `CINdetails` of the children in need census as entries of a chronology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .codes import codelist
from .remarks import NOT_A_DAY, References, Remarks
from .shapes import EventSaid, PersonSaid, Read
from .values import day, is_nothing, yes_no
from .xmltree import Node

_PRE_PROCEEDINGS = {
    "PPStartDate": "Pre-proceedings began",
    "LBPSentDate": "Letter before proceedings sent",
    "InitialPPMeetingDate": "First pre-proceedings meeting",
    "StepDecisionDate": "Decision on whether to go on or step back from pre-proceedings",
    "CourtAppDate": "Application made to court",
    "LetterInitCPDate": "Letter about care proceedings sent",
}
_HELD_APART = {"Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "PreProceedingsandFGDM"}


def episode(work: Episode) -> Iterator[Read]:
    """Every event of one episode, with its own reference; a part without the date it needs is rejected."""
    node = work.node
    yield from work.referral()
    for part in node.all("Assessments"):
        yield from work.assessment(part)
    for part in node.all("CINPlanDates"):
        yield from work.plan(part)
    for part in node.all("Section47"):
        yield from work.enquiry(part)
    for part in node.all("ChildProtectionPlans"):
        yield from work.protection_plan(part)
    for part in node.all("PreProceedingsandFGDM"):
        yield from work.pre_proceedings(part)


@dataclass
class Episode:
    """One `CINdetails`. `references` and `conferences` are shared by all episodes of the child."""

    node: Node
    person: PersonSaid
    closes_on: date | None
    notes: Remarks
    references: References
    conferences: set[date]

    def __post_init__(self) -> None:
        self.referred = day(self.node.text("CINreferralDate"))

    def _event(self, kind: str, on: date, title: str, node: Node, **more: object) -> EventSaid:
        more.setdefault("said", node.said())
        local_id = self.person.local_id
        wanted = str(more.pop("reference", f"{kind}:{on}"))
        return EventSaid(
            local_id,
            kind,
            self.references.of(local_id, wanted),
            title,
            on,
            line=node.line,
            part=node.tag,
            **more,  # type: ignore[arg-type]
        )

    def _start(self, node: Node, field: str) -> date | None:
        """The day a part hangs on: without it the part is rejected and the rest of the child goes on."""
        said = node.text(field)
        found = day(said)
        if found is None:
            why = "there is no date here to place it by" if is_nothing(said) else NOT_A_DAY
            self.notes.reject(f"{node.tag}/{field}", said, why, node.line)
            return None
        if self.closes_on and found > self.closes_on:
            self.notes.caution(field, said, f"after the census closed ({self.closes_on:%d/%m/%Y}); kept", node.line)
        if self.person.born_on and found < self.person.born_on:
            self.notes.caution(field, said, "before the child was born; kept as said", node.line)
        return found

    def _end(self, node: Node, field: str, began: date) -> date | None:
        ended = self.notes.date(field, node.text(field), node.line)
        self.notes.order(field, began, ended, "ends before it begins; both kept as said", node.line)
        return ended

    def referral(self) -> Iterator[Read]:
        node, notes = self.node, self.notes
        on = self._start(node, "CINreferralDate")
        if on is None:
            return
        source, source_words = notes.code(
            codelist("cin", "referral_source"), "ReferralSource", node.text("ReferralSource"), node.line
        )
        refused = yes_no(node.text("ReferralNFA")) is True
        said: dict[str, object] = {child.tag: child.said() for child in node.children if child.tag not in _HELD_APART}
        title = f"Referral from {source_words}" if source_words else "Referral"
        title += ": no further action" if refused else ""
        yield self._event("referral", on, title, node, source_code=source, said=said)
        yield from self._conference(node)
        if not refused:
            yield self._in_need(on, said)

    def _in_need(self, on: date, said: dict[str, object]) -> EventSaid:
        node, notes = self.node, self.notes
        need, need_words = notes.code(
            codelist("cin", "primary_need"), "PrimaryNeedCode", node.text("PrimaryNeedCode"), node.line
        )
        ended = self._end(node, "CINclosureDate", on)
        why, why_words = notes.code(
            codelist("cin", "closure"), "ReasonForClosure", node.text("ReasonForClosure"), node.line
        )
        title = f"Child in need: {need_words}" if need_words else "Child in need"
        detail = f"Closed: {why_words}." if why_words else ""
        codes = {"primary_need": need, "reason_for_closure": why}
        return self._event("child_in_need", on, title, node, ended_on=ended, detail=detail, codes=codes, said=said)

    def _conference(self, node: Node) -> Iterator[Read]:
        on = self.notes.date("DateOfInitialCPC", node.text("DateOfInitialCPC"), node.line)
        if on and on not in self.conferences:
            self.conferences.add(on)
            said = {"DateOfInitialCPC": node.text("DateOfInitialCPC")}
            title = "Initial child protection conference"
            yield self._event("initial_cp_conference", on, title, node, said=said)

    def assessment(self, node: Node) -> Iterator[Read]:
        on = self._start(node, "AssessmentActualStartDate")
        if on is None:
            return
        self.notes.order(
            "AssessmentActualStartDate",
            self.referred,
            on,
            "before the referral; both kept as said",
            node.line,
        )
        ended = self._end(node, "AssessmentAuthorisationDate", on)
        box = node.first("FactorsIdentifiedAtAssessment")
        said = [factor.words for factor in box.all("AssessmentFactors")] if box else []
        if ended and not said:
            self.notes.caution("AssessmentFactors", "", "finished, but nothing it found is given", node.line)
        found = [self.notes.code(codelist("cin", "factor"), "AssessmentFactors", one, node.line) for one in said]
        words = "; ".join(words for _, words in found if words)
        yield self._event(
            "child_family_assessment",
            on,
            "Child and family assessment" + (" finished" if ended else " began"),
            node,
            ended_on=ended,
            detail=f"Found: {words}." if words else "",
            codes={
                "factors": " ".join(code for code, _ in found if code),
                "internal_review": node.text("AssessmentInternalReviewDate"),
            },
        )

    def plan(self, node: Node) -> Iterator[Read]:
        on = self._start(node, "CINPlanStartDate")
        if on:
            ended = self._end(node, "CINPlanEndDate", on)
            yield self._event("child_in_need_plan", on, "Child in need plan", node, ended_on=ended)

    def enquiry(self, node: Node) -> Iterator[Read]:
        on = self._start(node, "S47ActualStartDate")
        if on is None:
            return
        unneeded = yes_no(node.text("ICPCnotRequired")) is True
        conference = self.notes.date("DateOfInitialCPC", node.text("DateOfInitialCPC"), node.line)
        self.notes.order("DateOfInitialCPC", on, conference, "before the enquiry began; both kept", node.line)
        if unneeded and conference:
            self.notes.caution(
                "ICPCnotRequired",
                node.text("ICPCnotRequired"),
                "not needed, and yet held; both kept",
                node.line,
            )
        yield self._event(
            "section47_enquiry",
            on,
            "Child protection enquiry (section 47)",
            node,
            detail="No conference was needed." if unneeded else "",
            codes={"conference_due": node.text("InitialCPCtarget")},
        )
        yield from self._conference(node)

    def protection_plan(self, node: Node) -> Iterator[Read]:
        on = self._start(node, "CPPstartDate")
        if on is None:
            return
        abuse = codelist("cin", "abuse")
        first, first_words = self.notes.code(
            abuse, "InitialCategoryOfAbuse", node.text("InitialCategoryOfAbuse"), node.line
        )
        latest, latest_words = self.notes.code(
            abuse, "LatestCategoryOfAbuse", node.text("LatestCategoryOfAbuse"), node.line
        )
        changed = latest_words and latest_words != first_words
        yield self._event(
            "child_protection_plan",
            on,
            f"Child protection plan: {first_words}" if first_words else "Child protection plan",
            node,
            ended_on=self._end(node, "CPPendDate", on),
            detail=f"Category now {latest_words}." if changed else "",
            codes={"initial": first, "latest": latest, "previous_plans": node.text("NumberOfPreviousCPP")},
        )
        box = node.first("Reviews")
        for review in box.all("CPPreviewDate") if box else []:
            held = self.notes.date("CPPreviewDate", review.words, review.line)
            self.notes.order("CPPreviewDate", on, held, "a review before the plan began; kept", review.line)
            if held:
                title = "Review child protection conference"
                said = {"CPPreviewDate": review.words}
                yield self._event("review_cp_conference", held, title, review, said=said)

    def pre_proceedings(self, node: Node) -> Iterator[Read]:
        told = []
        for field, title in _PRE_PROCEEDINGS.items():
            on = self.notes.date(field, node.text(field), node.line)
            if on:
                told.append((field, title, on))
        if not told:
            self.notes.reject(f"{node.tag}/PPStartDate", "", "there is no date here to place it by", node.line)
        for field, title, on in told:
            detail = self._family_meeting(node) if field == told[0][0] else ""
            yield self._event(
                "pre_proceedings",
                on,
                title,
                node,
                reference=f"pre_proceedings:{field}:{on}",
                source_code=field,
                detail=detail,
                codes={
                    "outcome": node.text("PPOutcome"),
                    "review_meetings": node.text("ReviewMeetingsCount"),
                },
            )

    def _family_meeting(self, node: Node) -> str:
        offered, held = yes_no(node.text("FGDMMeetingOffer")), yes_no(node.text("FGDMMeetingFac"))
        if not offered:
            return "No family group decision meeting was offered." if offered is False else ""
        then = {True: " and held", False: " and not held", None: ""}[held]
        return f"A family group decision meeting was offered{then}."
