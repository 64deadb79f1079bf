"""Is the work good? The business manager asks a school, a reader grades a case, a scrutineer and an inspector look."""

from datetime import UTC, datetime, timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.assurance import actions, queries
from kingfisher.assurance.jobs import gather as gather_pack
from kingfisher.assurance.tests.builders import (
    asked,
    begun,
    cases,
    challenged,
    drawn,
    finding_asked,
    found,
    graded,
    looked,
)
from tests.cast import gather

pytestmark = pytest.mark.browser


def be(name: str, *, at: datetime | None = None):
    then = at or datetime.now(UTC)
    return acting_as(actor_for(gather.cast.placements[name], at=then, purpose="run_service", via="demo"))


def visitor(called: str, name: str, role: str, organisation: str) -> None:
    """Somebody let in to read, with an end and a reason."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    installer = actor_for(gather.founded, at=now, via="command")
    with acting_as(installer):
        worker = access.add_worker(installer, name=name, email=f"{called}@visit.example", phone="", username=called,
                                   is_service=False, at=now)  # fmt: skip
        access.give_place(installer, worker_id=worker, organisation_code=organisation, role_code=role, team_codes=(),
                          given_for="Joint inspection", ends_at=now + timedelta(days=20), at=now)  # fmt: skip


def test_the_business_manager_asks_a_school_and_the_school_answers_on_a_phone(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        done = challenged(be, gather.cast, now, exploitation="partly")
    office = visit().sign_in("office").say_why()
    office.see("/assurance/self-assessments", picture="assure-rounds")
    office.page.get_by_text("Begin a round").click()
    office.page.get_by_label("School safeguarding self-assessment").check()
    office.page.get_by_label("What this one is called").fill("Schools, this autumn")
    office.page.get_by_role("button", name="Begin").click()
    office.page.get_by_role("link", name="Schools, this autumn").click()
    office.look("assure-round-new")
    office.page.get_by_role("button", name="Send it to those ticked").click()
    office.look("assure-round")
    office.see(f"/assurance/returns/{done}", picture="assure-return-office")
    school = visit(phone=True).sign_in("marcus")
    school.see("/desk")
    school.page.get_by_role("link", name="Answer for your agency: Schools, this autumn").click()
    school.look("assure-return-phone")
    school.page.get_by_role("link", name="Answer The designated safeguarding lead").click()
    school.look("assure-standard-phone")
    school.page.get_by_label("Partly met").check()
    school.page.get_by_label("What makes it so?").fill("There is no cover in the holidays.")
    school.page.get_by_role("button", name="Keep it and go on").click()
    school.look()
    assert "Governors and trustees" in school.page.inner_text("h1")
    plain = visit(scripts=False).sign_in("marcus")
    plain.see(school.page.url)
    plain.page.locator("input[name=answer-grade][value=met]").check()
    plain.page.locator("textarea[name=answer-words]").fill("Trained in May, all of them.")
    plain.page.locator("button[value=keep]").click()
    assert "Trained in May" in plain.page.inner_text("main")


def test_a_school_without_a_place_answers_by_its_link_on_a_phone(visit, hub):
    office = visit().sign_in("office").say_why()
    office.see("/assurance/self-assessments")
    begin = office.page.get_by_text("Begin a round")
    if not office.page.get_by_label("What this one is called").is_visible():
        begin.click()
    office.page.get_by_label("School safeguarding self-assessment").check()
    office.page.get_by_label("What this one is called").fill("Schools by link")
    office.page.get_by_role("button", name="Begin").click()
    office.page.get_by_role("link", name="Schools by link").click()
    office.page.get_by_text("Send it to those without a place here").click()
    office.page.get_by_label("Which, and who answers").fill(
        "Kite Hill Montessori, Rosa Lindahl, rosa@kitehill.example\nNo address here"
    )
    office.page.get_by_role("button", name="Send each a link").click()
    office.look("assure-invite-wrong")
    assert "No address here" in office.page.inner_text(".govuk-error-summary")
    office.page.get_by_label("Which, and who answers").fill("Kite Hill Montessori, Rosa Lindahl, rosa@kitehill.example")
    office.page.get_by_role("button", name="Send each a link").click()
    office.look("assure-invited")
    link = office.page.get_by_role("link", name="Link of Kite Hill Montessori").get_attribute("href")
    school = visit(phone=True)
    school.see(link, picture="assure-link-phone")
    visit().see(link, picture="assure-link")
    answer_every_standard(visit, link)
    school.see(link)
    school.page.get_by_label("Who in your agency stands behind it?").fill("Rosa Lindahl, head")
    school.page.get_by_role("button", name="Send it to the partnership").click()
    school.look("assure-link-sent-phone")
    assert "It is sent" in school.page.inner_text("main")
    office.page.reload()
    office.look()
    assert "Rosa Lindahl, by a link" in office.page.inner_text("main")
    assert "18 of 18 points" in office.page.inner_text("main")


def answer_every_standard(visit, link):
    """Without scripts, one standard after the other, as the page leads on."""
    plain = visit(phone=True, scripts=False)
    plain.see(link)
    plain.page.get_by_role("link", name="Answer The designated safeguarding lead").click()
    while "Standard" in plain.page.inner_text("main"):
        plain.page.locator("input[name=answer-grade][value=met]").check()
        plain.page.locator("textarea[name=answer-words]").fill("It is so, and was looked at in May.")
        plain.page.locator("button[value=next]").click()
        plain.page.wait_for_load_state()
        if "standards." in plain.page.inner_text("main"):
            return


def test_two_read_a_case_apart_and_the_office_keeps_what_they_agreed_on(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        key = drawn(be, gather.cast, now, many=4)
        case = cases(be, key)[0]
    reader = visit(phone=True).sign_in("ines").say_why()
    reader.see(f"/assurance/cases/{case}", picture="assure-case-phone")
    reader.page.get_by_label("Good", exact=True).first.check()
    reader.page.get_by_label("Inadequate").nth(1).check()
    reader.page.get_by_label("What makes it so").fill("Her words are nowhere on the form.")
    reader.page.get_by_role("button", name="Keep my grades").click()
    assert "has not answered yet" in reader.page.inner_text("main")
    with django_db_blocker.unblock():
        graded(be, case, now, "hana")
    office = visit().sign_in("office").say_why()
    office.see(f"/assurance/cases/{case}", picture="assure-case-office")
    assert "Open the record" not in office.page.inner_text("main")
    office.see(f"/assurance/audits/{key}", picture="assure-audit")
    office.see("/assurance/audits", picture="assure-audits")


def answer_on_a_phone(visit, asked_of, now):
    health = visit(phone=True).sign_in("asha")
    health.see(f"/assurance/responses/{asked_of}", picture="assure-response-phone")
    health.page.get_by_label("Yes").check()
    health.page.get_by_label("What you will do").fill("A letter within three days of each decision.")
    health.page.get_by_label("Who answers for it").fill("Designated nurse")
    for part, value in (("day", "1"), ("month", "3"), ("year", str(now.year + 1))):
        health.page.locator(f"input[name=respond-due_on-{part}]").fill(value)
    health.page.get_by_role("button", name="Send the answer").click()
    assert "Accepted" in health.page.inner_text("main")


def writes_a_finding(scrutineer, words):
    """She writes what she found, under her own name; on the second visit, with a telephone."""
    if not words:
        return
    scrutineer.page.get_by_text("Enter a finding").click()
    scrutineer.page.get_by_label("What was found, or is asked for").fill(words)
    scrutineer.page.get_by_role("button", name="Keep it").first.click()
    scrutineer.look("assure-scrutineer-wrote-phone")
    assert words in scrutineer.page.inner_text("main")


def test_a_scrutineer_reads_what_was_answered_and_an_inspector_takes_the_pack(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        visitor("esme", "Esme Oduya", "scrutineer", "council")
        visitor("ivan", "Ivan Brook", "inspector", "council")
        look = looked(be, now)
        asked_of = finding_asked(be, gather.cast, now, found(be, now, look))
        asked(be, gather.cast, now, begun(be, now, days=2))
        with be("office") as office:
            begins = (now - timedelta(days=365)).date()
            pack = actions.ask_pack(office, kind="joint_inspection", title="Joint inspection, November",
                                    first_day=begins, last_day=now.date(), at=now)  # fmt: skip
    waiting = visit(scripts=False).sign_in("office").say_why()
    waiting.see(f"/assurance/packs/{pack}", picture="assure-pack-waiting")
    with django_db_blocker.unblock():
        gather_pack(str(pack), str(gather.cast.placements["office"]))
    answer_on_a_phone(visit, asked_of, now)
    for phone in (False, True):
        scrutineer = visit(phone=phone).sign_in("esme").say_why()
        scrutineer.see("/assurance/looks", picture=f"assure-looks-{phone}")
        scrutineer.see(f"/assurance/looks/{look}", picture=f"assure-look-{phone}")
        assert "A letter within three days" in scrutineer.page.inner_text("main")
        writes_a_finding(scrutineer, "One in four who told us hears nothing back." if phone else "")
        scrutineer.see("/assurance/self-assessments")
        scrutineer.see("/assurance/audits")
        inspector = visit(phone=phone).sign_in("ivan").say_why()
        inspector.see(f"/assurance/looks/{look}")
        assert "Your place reads and writes nothing" in inspector.page.inner_text("main")
        assert inspector.page.locator("main form").count() == 0
        inspector.see("/assurance/packs", picture=f"assure-packs-{phone}")
        inspector.see(f"/assurance/packs/{pack}", picture=f"assure-pack-{phone}")
        inspector.page.get_by_role("link", name="Contacts at the front door").click()
        inspector.look(f"assure-sheet-{phone}")
    inspector.see(f"/assurance/packs/{pack}")
    with inspector.page.expect_download() as taken:
        inspector.page.get_by_role("link", name="Take it as one file").click()
    assert taken.value.suggested_filename.startswith("IP")
    with django_db_blocker.unblock(), be("office") as office:
        assert queries.pack_of(office, pack).closed > 0
