"""The online score of two statements as the database keeps them; the same model as the batch."""

from uuid import UUID

from kingfisher.people.matching.shapes import Statement
from kingfisher.people.matching.weigh import Weighing, compare
from kingfisher.people.rules import Said


def comparable(said: Said, *, key: UUID | str = "", agency: str = "", parent_name: str = "") -> Statement:
    """A statement in the form matching works on. What was said is passed on as said."""
    number = {i.scheme: i for i in said.identifiers}
    nhs = number.get("nhs_number")
    address = said.addresses[-1] if said.addresses else None
    return Statement(
        record_id=str(key),
        agency=agency,
        kind="adult" if said.kind == "adult" else "child",
        given=said.given_name,
        middle=said.middle_names,
        family=said.family_name,
        known_as=said.known_as,
        alias=" ".join(f"{a.given_name} {a.family_name}".strip() for a in said.aliases),
        dob=said.born_on or said.born_said or None,
        dob_estimated=said.born_estimated,
        sex=said.sex,
        nhs_number=nhs.value if nhs else "",
        nhs_verified=bool(nhs and nhs.verified),
        upn=number["upn"].value if "upn" in number else "",
        pnc_id=number["pnc_id"].value if "pnc_id" in number else "",
        address=address.lines if address else "",
        town=address.town if address else "",
        postcode=address.postcode if address else "",
        phones=said.phones,
        parent_name=parent_name or str(said.more.get("parent_name", "")),
        school=said.school,
    )


def weighed(one: Said, other: Said) -> Weighing:
    """How likely two statements are one person, with the reasons in words."""
    return compare(comparable(one), comparable(other))
