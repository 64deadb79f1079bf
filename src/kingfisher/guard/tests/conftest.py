"""A family in hiding: kept by a charity nobody else sees into."""

import dataclasses

import pytest

from kingfisher.access import actions as access
from kingfisher.people import actions as people
from kingfisher.people.rules import AddressSaid, Said

HOME = AddressSaid(lines="17 Larch Road", town="Westfen", postcode="ZZ1 4AB", protected=True)
OLD = AddressSaid(lines="5 Mill Lane", town="Ebbourne", postcode="ZZ2 2BB", until_on=None)


@dataclasses.dataclass
class Family:
    child: object
    mother: object
    father: object
    folder: object


@pytest.fixture
def family(be, now):
    """Kept by a charity nobody else sees into: the council's worker does not know that the address is safe."""
    with be("priya") as priya:
        folder = access.open_folder(priya, kind="person", category="general", at=now)
        child = people.state_person(priya, folder_id=folder, said=Said(given_name="Noor", family_name="Reed"), at=now)
    with be("hana") as hana:
        shut = access.open_folder(hana, kind="person", category="general", at=now)
        said = Said(kind="adult", given_name="Mina", family_name="Reed", phones=("07700 900123",), addresses=(HOME,))
        mother = people.state_person(hana, folder_id=shut, said=said, at=now)
        theirs = people.state_person(hana, folder_id=shut, said=Said(given_name="Noor", family_name="Reed"), at=now)
        father = people.state_person(
            hana,
            folder_id=shut,
            said=Said(kind="adult", given_name="Karl", family_name="Brandt", addresses=(OLD,)),
            at=now,
        )
        people.add_tie(hana, person_id=theirs, other_id=mother, relationship="mother", lives_together=True, at=now)
        people.add_tie(hana, person_id=theirs, other_id=father, relationship="father", no_contact=True, at=now)
        access.grant(
            hana, folder_id=shut, to=access.Receiver(organisation_id=hana.organisation_id), level=3, basis="ca2004_s10",
            because="test", at=now,
        )  # fmt: skip
        _judged_one(be, child, folder, theirs, shut, now)
    return Family(child, mother, father, folder)


def _judged_one(be, left, left_folder, right, right_folder, now):
    """The charity opens its folder for as long as it takes to say that the two are one child."""
    from tests.cast import gather

    with be("hana") as hana:
        priya_there = gather.cast.placements["priya"]
        access.grant(
            hana, folder_id=right_folder, to=access.Receiver(placement_id=priya_there), level=1, basis="ca2004_s10",
            because="to be linked", at=now,
        )  # fmt: skip
    with be("priya") as priya:
        people.judge(
            priya, left_id=left, left_folder_id=left_folder, right_id=right, right_folder_id=right_folder,
            answer="same", why="Same child.", at=now,
        )  # fmt: skip
