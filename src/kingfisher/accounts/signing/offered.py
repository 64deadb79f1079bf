"""Which agencies' own accounts the sign-in page offers."""

from dataclasses import dataclass

from kingfisher.accounts.models import SignOn


@dataclass(frozen=True, slots=True)
class Offered:
    agency: str
    name: str


def offered() -> list[Offered]:
    rows = SignOn.objects.filter(ended_at__isnull=True).select_related("organisation").order_by("name")
    return [Offered(row.organisation.code, row.name) for row in rows]
