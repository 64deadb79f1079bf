"""The children in need census: what keeps a child out, what keeps only a part out, and what is only flagged."""

import pytest

from kingfisher.exchange.imports import cin
from kingfisher.exchange.imports.refusals import NotThisSource
from kingfisher.exchange.imports.shapes import EventSaid

from .samples import cautions, people, rejects, said, write

CHILD = """<Child><ChildIdentifiers><LAchildID>{id}</LAchildID>{birth}<Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>{more}</Child>"""
BORN = "<PersonBirthDate>2015-03-27</PersonBirthDate>"


def read(tmp_path, *children):
    text = "<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2026-03-31</ReferenceDate>"
    text += "</CollectionDetails></Header><Children>" + "".join(children) + "</Children></Message>"
    return list(cin.read(write(tmp_path / "cin.xml", text)))


def child(id="1", birth=BORN, more=""):
    return CHILD.format(id=id, birth=birth, more=more)


@pytest.mark.parametrize(("given", "field"), [
    ({"id": ""}, "LAchildID"),
    ({"birth": ""}, "PersonBirthDate"),
    ({"birth": "<PersonBirthDate>2015-02-30</PersonBirthDate>"}, "PersonBirthDate"),
])  # fmt: skip
def test_a_child_nobody_could_know_is_rejected_and_the_others_go_in(tmp_path, given, field):
    rows = read(tmp_path, child(**given), child("2"))
    assert [row.field for row in rejects(rows)] == [field]
    assert [person.local_id for person in people(rows)] == ["2"]


def test_an_unborn_child_is_known_by_the_expected_date(tmp_path):
    birth = "<ExpectedPersonBirthDate>2026-04-20</ExpectedPersonBirthDate>"
    (person,) = people(read(tmp_path, child(birth=birth)))
    assert (person.born_on, str(person.expected_on)) == (None, "2026-04-20")


def test_a_part_without_its_date_is_rejected_and_the_child_and_the_rest_go_in(tmp_path):
    more = """<CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralSource>6</ReferralSource>
      <Section47><ICPCnotRequired>1</ICPCnotRequired></Section47>
      <CINPlanDates><CINPlanStartDate>2026-01-09</CINPlanStartDate></CINPlanDates></CINdetails>"""
    rows = read(tmp_path, child(more=more))
    assert [row.field for row in rejects(rows)] == ["Section47/S47ActualStartDate"]
    kinds = [row.kind for row in rows if isinstance(row, EventSaid)]
    assert kinds == ["referral", "child_in_need", "child_in_need_plan"]


def test_a_refused_referral_opens_no_case(tmp_path):
    more = "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralNFA>true</ReferralNFA></CINdetails>"
    rows = read(tmp_path, child(more=more))
    assert [row.title for row in rows if isinstance(row, EventSaid)] == ["Referral: no further action"]


def test_factors_of_exploitation_are_told_in_the_detail(tmp_path):
    more = """<CINdetails><CINreferralDate>2026-01-05</CINreferralDate><Assessments>
      <AssessmentActualStartDate>2026-01-06</AssessmentActualStartDate><FactorsIdentifiedAtAssessment>
      <AssessmentFactors>11A</AssessmentFactors><AssessmentFactors>24A</AssessmentFactors>
      </FactorsIdentifiedAtAssessment></Assessments></CINdetails>"""
    (found,) = said(read(tmp_path, child(more=more)), "child_family_assessment")
    assert found.detail == "Found: sexual exploitation; criminal exploitation."
    assert found.codes["factors"] == "11A 24A"


def test_a_child_standing_twice_is_one_child_with_the_events_of_both(tmp_path):
    more = "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate></CINdetails>"
    rows = read(tmp_path, child(more=more), child(more=more))
    assert len(people(rows)) == 1
    assert [row.reference for row in said(rows, "referral")] == ["referral:2026-01-05", "referral:2026-01-05#2"]
    assert "more than once" in cautions(rows)[0].reason


def test_a_census_that_breaks_off_gives_every_child_before_the_break(tmp_path):
    text = "<Message><Children>" + child("1") + child("2") + "<Child><ChildIdent"
    rows = list(cin.read(write(tmp_path / "cin.xml", text)))
    assert len(people(rows)) == 2
    assert "breaks off" in rejects(rows)[0].reason


def test_another_return_of_the_same_make_is_refused(tmp_path):
    text = "<Message><Header><CollectionDetails><Collection>School</Collection></CollectionDetails></Header></Message>"
    with pytest.raises(NotThisSource, match="School"):
        cin.read(write(tmp_path / "a.xml", text))
