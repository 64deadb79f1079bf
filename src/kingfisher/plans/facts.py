"""Plans as facts for finding. Keys, codes and days; never a name."""

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting
from kingfisher.plans.models import Plan, Statement


def without_source_of_harm(actor: Actor) -> list[Sighting]:
    """Plans in force that say nothing of who or what causes the harm."""
    said = Statement.objects.filter(heading="source_of_harm").exclude(words="").values("plan_id")
    rows = Plan.objects.exclude(state__in=("draft", "ended")).exclude(id__in=said)
    found = rows.values_list("person_id", "id", "folder_id", "started_on")
    return [Sighting("plan_no_source", person, ("plans.plan", key), folder, on) for person, key, folder, on in found]
