"""Work with children as facts for finding. Keys, codes and days; never a name."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sighting import Sighting
from kingfisher.kernel.timing import LONDON
from kingfisher.pathway.models import Episode


def ended(actor: Actor, *, since: date) -> list[Sighting]:
    """Episodes of work that ended on or after a day."""
    rows = Episode.objects.filter(closed_at__date__gte=since)
    return [
        Sighting("ended", e.person_id, ("pathway.episode", e.id), e.folder_id, e.closed_at.astimezone(LONDON).date())
        for e in rows
    ]
