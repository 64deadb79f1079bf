"""Which room tells the facts of a measure. A room that has none yet is not named, and its measures say so."""

from collections.abc import Callable

from kingfisher.assurance.facts import facts as assurance
from kingfisher.clocks.facts import facts as clocks
from kingfisher.escalations.facts import facts as escalations
from kingfisher.kernel.counted import Fact
from kingfisher.learning.facts import facts as learning
from kingfisher.plans.facts import facts as plans
from kingfisher.referrals.facts import facts as referrals
from kingfisher.reviews.facts import facts as reviews
from kingfisher.sharing.facts import facts as sharing

TOLD: dict[str, Callable[..., list[Fact]]] = {
    "assurance": assurance, "clocks": clocks, "escalations": escalations, "learning": learning, "plans": plans,
    "referrals": referrals, "reviews": reviews, "sharing": sharing,
}  # fmt: skip
