"""What the room of training puts before the three, and into the yearly report."""

from datetime import timedelta

from kingfisher.learning.tests.builders import held, who
from kingfisher.partnership import facts, queries


def _six(cast, be, now, *, absent: int) -> None:
    school = cast.organisations["otterbrook"]
    held(be, now, *[who(f"Asha {n}", email=f"a{n}@school.example", organisation=school) for n in range(6)],
         absent=absent)  # fmt: skip


def test_an_agency_of_which_fewer_than_half_are_trained_is_put_before_the_partners(cast, be, now):
    _six(cast, be, now, absent=4)
    with be("chief") as chief:
        titles = [m.title for m in queries.for_the_three(chief).matters]
    assert "Otterbrook School: 33 % trained for what they do" in titles


def test_the_yearly_report_gathers_what_was_trained(cast, be, now):
    _six(cast, be, now, absent=1)
    with be("office") as office:
        first, last = now.date() - timedelta(days=40), now.date()
        said = dict(facts.gathered(office, "learning", first=first, last=last))
    assert said["Days of training held"] == "1"
    assert said["Booked and not there"] == "1 (17 %)"
