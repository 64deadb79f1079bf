"""What was learned: every recommendation, what became of it, and which were made before."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q, QuerySet

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.reviews import rules
from kingfisher.reviews.models import Commitment, Impact, Outline, Recommendation, Sameness
from kingfisher.reviews.states import STATE_WORDS
from kingfisher.rulebook import ask

ADVICE = "reviews.recommendation"
audit.can_record(reviews__recommendation__opened="looked at a recommendation")


@dataclass(frozen=True, slots=True)
class Alike:
    """Another recommendation in like words: how like, and what somebody said ("same", "different" or "")."""

    id: UUID
    ref: str
    words: str
    source_words: str
    made_on: date
    share: float
    judged: str
    because: str
    href: str

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}"


@dataclass(frozen=True, slots=True)
class RecommendationShown:
    """One recommendation. `times` says how often it was made, itself included; `years` when."""

    row: Recommendation
    times: int
    years: tuple[int, ...]
    commitments: tuple[Commitment, ...]
    impacts: tuple[Impact, ...]
    clocks: tuple[ClockShown, ...]
    alike: tuple[Alike, ...]
    files: tuple[FileShown, ...]
    source_href: str
    on: date

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.row.state]

    @property
    def theme(self) -> str:
        return ask.label("recommendation_theme", self.row.theme)

    @property
    def source(self) -> str:
        return ask.label("recommendation_source", self.row.source)

    @property
    def has_returned(self) -> bool:
        return self.times > 1

    @property
    def late(self) -> int:
        """How many promises about it are past their day."""
        return sum(c.state == "open" and c.due_on < self.on for c in self.commitments)

    @property
    def unjudged(self) -> int:
        return sum(not a.judged for a in self.alike)

    @property
    def href(self) -> str:
        return url_for(ADVICE, self.row.id) or ""


def recommendations(
    actor: Actor, *, words: str = "", state: str = "", theme: str = "", first: int = 0, at_most: int = 25
) -> tuple[list[RecommendationShown], bool]:  # fmt: skip
    """Recommendations, the newest first, and whether there are more. `words` searches within all of them."""
    rows = Recommendation.objects.order_by("-made_on", "-created_at")
    if words.strip():
        vector = SearchVector("words", "source_words", config="english")
        sought = SearchQuery(words, config="english", search_type="websearch")
        rows = rows.annotate(said=vector).filter(Q(said=sought) | Q(words__icontains=words.strip()) | Q(ref=words))
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(theme=theme) if theme else rows
    found = list(rows[first : first + at_most + 1])
    return _shown(actor, found[:at_most]), len(found) > at_most


def from_source(actor: Actor, source: tuple[str, UUID]) -> list[RecommendationShown]:
    """What was recommended from one incident, audit or finding."""
    rows = Recommendation.objects.filter(source_kind=source[0], source_id=source[1]).order_by("created_at")
    return _shown(actor, list(rows))


def recommendation(actor: Actor, recommendation_id: UUID) -> RecommendationShown:
    """One with everything: promises, checks, files, and others in like words with what was said of each. Recorded."""
    row = Recommendation.objects.filter(id=recommendation_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "reviews.recommendation.opened", folders=[row.folder_id], facts={"ref": row.ref})
    return _shown(actor, [row], whole=True)[0]


def returned(actor: Actor) -> list[list[RecommendationShown]]:
    """Recommendations made more than once, by a person's judgement: each group in order of time, the largest first."""
    groups = {frozenset(g) for g in rules.families(_judged()).values()}
    rows: QuerySet[Recommendation] = Recommendation.objects.filter(id__in={k for g in groups for k in g})
    shown = {r.id: r for r in _shown(actor, list(rows))}
    found = [sorted((shown[k] for k in g if k in shown), key=lambda r: r.row.made_on) for g in groups]
    return sorted(found, key=lambda g: (-len(g), g[0].row.ref))


def unjudged(actor: Actor) -> dict[UUID, int]:
    """Of each recommendation, how many in like words nobody has compared it with; only later ones ask about earlier."""
    stems, judged = _stems(), {frozenset((j.one, j.other)) for j in _judged()}
    made = dict(Recommendation.objects.filter(state__in=("made", "accepted")).values_list("id", "made_on"))
    days = dict(Recommendation.objects.values_list("id", "made_on"))
    found = {}
    for key, on in made.items():
        open_pairs = [o for o, _ in rules.likeness(stems, key) if days[o] <= on and frozenset((key, o)) not in judged]
        if open_pairs:
            found[key] = len(open_pairs)
    return found


def by_ref(actor: Actor, ref: str) -> UUID | None:
    """The recommendation of this reference, however it is typed; None where there is none."""
    typed = re.sub(r"[^A-Z0-9]", "", ref.upper())
    for key, kept in Recommendation.objects.values_list("id", "ref"):
        if typed and re.sub(r"[^A-Z0-9]", "", kept) == typed:
            return key
    return None


def outlines(actor: Actor) -> list[Outline]:
    """What the board sees of every review: a reference and states, the newest first."""
    return list(Outline.objects.order_by("-aware_on"))


def _judged() -> list[rules.Judged]:
    rows = Sameness.objects.order_by("judged_at", "id").values_list("one_id", "other_id", "is_same")
    return [rules.Judged(*row) for row in rows]


def _stems() -> dict[UUID, list[str]]:
    """The word stems of every recommendation the actor may read, as PostgreSQL's English search makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, tsvector_to_array(to_tsvector('english', words)) FROM reviews_recommendation")
        return dict(cursor.fetchall())


def _alike(row: Recommendation) -> tuple[Alike, ...]:
    likely = dict(rules.likeness(_stems(), row.id))
    said = {}
    for s in Sameness.objects.filter(Q(one=row) | Q(other=row)).order_by("judged_at", "id"):
        said[s.other_id if s.one_id == row.id else s.one_id] = ("same" if s.is_same else "different", s.words)
    others = Recommendation.objects.filter(id__in={*likely, *said})
    shown = [
        Alike(o.id, o.ref, o.words, o.source_words, o.made_on, likely.get(o.id, 0.0), *said.get(o.id, ("", "")),
              url_for(ADVICE, o.id) or "")
        for o in others
    ]  # fmt: skip
    return tuple(sorted(shown, key=lambda a: (a.judged != "", a.judged != "same", -a.share)))


def _shown(actor: Actor, rows: list[Recommendation], *, whole: bool = False) -> list[RecommendationShown]:
    ids = [r.id for r in rows]
    families = rules.families(_judged()) if rows else {}
    everybody = {k for key in ids for k in families.get(key, ())}
    years = dict(Recommendation.objects.filter(id__in=everybody).values_list("id", "made_on")) if everybody else {}
    promised: dict[UUID, list[Commitment]] = {}
    for c in Commitment.objects.filter(recommendation__in=ids).select_related("organisation").order_by("due_on"):
        promised.setdefault(c.recommendation_id, []).append(c)
    checked: dict[UUID, list[Impact]] = {}
    for i in Impact.objects.filter(recommendation__in=ids).order_by("checked_at"):
        checked.setdefault(i.recommendation_id, []).append(i)
    return [
        RecommendationShown(
            r, len(families.get(r.id, (r.id,))),
            tuple(sorted({years[k].year for k in families.get(r.id, ()) if k in years})),
            tuple(promised.get(r.id, ())), tuple(checked.get(r.id, ())),
            tuple(clocks.for_subject(actor, (ADVICE, r.id), open_only=True)) if whole else (),
            _alike(r) if whole else (), tuple(files_of(actor, (ADVICE, r.id))) if whole else (),
            url_for(r.source_kind, r.source_id) or "" if whole and r.source_id else "",
            actor.at.astimezone(LONDON).date(),
        )
        for r in rows
    ]  # fmt: skip
