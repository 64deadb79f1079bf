"""Risks and their scores, money by year, what a chief answers, and visits that prevent."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership.actions.board import undertake
from kingfisher.partnership.actions.lacking import Lacking, _said
from kingfisher.partnership.models import Answered, Campaign, Money, Outreach, Place, Risk, Scored
from kingfisher.partnership.states import MONEY

audit.can_record(
    partnership__risk__kept="kept a risk of the partnership, or scored one",
    partnership__money__kept="kept a line of the partnership's money",
    partnership__chiefs__answered="answered, as a safeguarding partner, something put before the three",
    partnership__chiefs__named="opened, with a reason, a matter put before the three in which a child may be named",
    partnership__prevention__kept="kept a campaign or a visit that prevents harm",
)


def keep_risk(
    actor: Actor, *, title: str, cause_and_effect: str, owner_id: UUID, controls: str, limit: int, likelihood: int,
    impact: int, why: str, at: datetime, on: date,
) -> UUID:  # fmt: skip
    """A risk with its owner, what is done about it, the score that will be lived with, and its score on a day."""
    actor.must(Permission.BOARD_WORK)
    _said(title=(title, "Say what could happen."), cause=(cause_and_effect, "Say why, and what would follow."),
          controls=(controls, "Say what is done about it."))  # fmt: skip
    row = Risk(
        id=new_id(), title=title.strip(), cause_and_effect=cause_and_effect.strip(), owner_id=owner_id,
        controls=controls.strip(), limit=limit, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    score(actor, risk_id=row.id, likelihood=likelihood, impact=impact, why=why, on=on, at=at)
    return row.id


def score(
    actor: Actor, *, risk_id: UUID, likelihood: int, impact: int, why: str, on: date, at: datetime
) -> None:  # fmt: skip
    """Score it anew; every score before stays."""
    actor.must(Permission.BOARD_WORK)
    _said(why=(why, "Say why it scores so."))
    if not (1 <= likelihood <= 5 and 1 <= impact <= 5):
        raise Lacking("This is no score.", gaps=("Likelihood and impact go from 1 to 5.",))
    if not Risk.objects.filter(id=risk_id, closed_at=None).exists():
        raise NotThere
    Scored(id=new_id(), risk_id=risk_id, likelihood=likelihood, impact=impact, why=why.strip(), scored_on=on,
           created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.risk.kept", facts={"risk": str(risk_id), "score": likelihood * impact})


def close_risk(actor: Actor, *, risk_id: UUID, why: str, at: datetime) -> None:
    """It can no longer happen, or is lived with; its history stays."""
    actor.must(Permission.BOARD_WORK)
    row = Risk.objects.select_for_update().filter(id=risk_id, closed_at=None).first()
    if row is None:
        raise NotThere
    _said(why=(why, "Say why it is closed."))
    row.controls = f"{row.controls}\n\nClosed: {why.strip()}"
    row.closed_at, row.closed_by = at, actor.placement_id
    row.save(update_fields=["controls", "closed_at", "closed_by"])
    audit.record(actor, "partnership.risk.kept", facts={"risk": str(row.id), "closed": True})


def keep_money(
    actor: Actor, *, year: int, sort: str, who: str, pence: int, words: str = "", on: date | None = None, at: datetime
) -> UUID:  # fmt: skip
    """One line of a year's money. A wrong one is set right by nothing but a further one that says so."""
    actor.must(Permission.BOARD_WORK)
    _said(sort=(sort in MONEY, "Choose what sort of money it is."), who=(who, "Say who gives it, or what it is for."))
    row = Money(id=new_id(), year=year, sort=sort, who=who.strip(), pence=pence, words=words.strip(), on=on,
                created_at=at, created_by=actor.placement_id)  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.money.kept", facts={"year": year, "sort": sort})
    return row.id


def answer(
    actor: Actor, *, about: str, did: str, words: str = "", owner_id: UUID | None = None, due_on: date | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """A partner accepts, answers, or gives to somebody what was put before the three. The other two see it."""
    actor.must(Permission.ESCALATION_SETTLE)
    _said(about=(about, "Say what it is about."),
          did=(did in ("accepted", "answered", "given"), "Choose what you do about it."),
          words=(words or did == "accepted", "Write your answer, or what is to be done."),
          owner=(did != "given" or (owner_id and due_on), "Say to whom, and by when."))  # fmt: skip
    given = undertake(actor, words=words, owner_id=owner_id, due_on=due_on, at=at) if did == "given" else None
    Answered(id=new_id(), about=about, did=did, words=words.strip(), undertaking_id=given, answered_at=at,
             created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "partnership.chiefs.answered", facts={"about": about, "did": did})


def open_named(actor: Actor, *, about: str, why: str, at: datetime) -> None:
    """Say why a matter is opened in which a child may be named; recorded before it opens."""
    actor.must(Permission.ESCALATION_SETTLE)
    _said(why=(why, "Say why you need to see it."))
    audit.record(actor, "partnership.chiefs.named", facts={"about": about, "words": why.strip()})


def begin_campaign(
    actor: Actor, *, title: str, aim: str, audience: str, begins_on: date, ends_on: date, at: datetime
) -> UUID:  # fmt: skip
    """Something a number of people should come to know, and by when."""
    actor.must(Permission.PREVENTION_WORK)
    _said(title=(title, "Say what it is called."), aim=(aim, "Say what should be different afterwards."),
          audience=(audience, "Say whom it is for."),
          days=(begins_on <= ends_on, "It must begin before it ends."))  # fmt: skip
    row = Campaign(id=new_id(), title=title.strip(), aim=aim.strip(), audience=audience.strip(), begins_on=begins_on,
                   ends_on=ends_on, created_at=at, created_by=actor.placement_id)  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.prevention.kept", facts={"campaign": str(row.id)})
    return row.id


def keep_visit(
    actor: Actor, *, sort: str, name: str, district: str, visited_on: date, by: str, topic: str, reached: int,
    materials: str = "", follow_up: str = "", follow_up_on: date | None = None, campaign_id: UUID | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """A visit to a place: how many people it reached, what was left there, what must follow by when. Names nobody."""
    actor.must(Permission.PREVENTION_WORK)
    _said(sort=(sort, "Choose what sort of place it is."), name=(name, "Say which place."),
          district=(district, "Say in which district."), by=(by, "Say who went."), topic=(topic, "Say what about."),
          follow=(not follow_up or follow_up_on, "Say by when it is followed up."))  # fmt: skip
    place = Place.objects.filter(name__iexact=name.strip(), district__iexact=district.strip()).first()
    if place is None:
        place = Place(id=new_id(), sort=sort, name=name.strip(), district=district.strip(), created_at=at,
                      created_by=actor.placement_id)  # fmt: skip
        place.save(force_insert=True)
    row = Outreach(
        id=new_id(), place=place, campaign_id=campaign_id, visited_on=visited_on, by=by.strip(), topic=topic.strip(),
        reached=reached, materials=materials.strip(), follow_up=follow_up.strip(),
        follow_up_on=follow_up_on if follow_up else None, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.prevention.kept", facts={"visit": str(row.id)})
    return row.id


def follow_up(actor: Actor, *, visit_id: UUID, on: date, words: str, at: datetime) -> None:
    """What a visit asked for was done."""
    actor.must(Permission.PREVENTION_WORK)
    row = Outreach.objects.select_for_update().filter(id=visit_id, followed_up_on=None).exclude(follow_up="").first()
    if row is None:
        raise NotThere
    _said(words=(words, "Say what was done."))
    row.followed_up_on, row.followed_up_words = on, words.strip()
    row.save(update_fields=["followed_up_on", "followed_up_words"])
    audit.record(actor, "partnership.prevention.kept", facts={"visit": str(row.id), "followed_up": True})
