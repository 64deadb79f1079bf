"""What the partnership publishes: written together, signed by three under the same words, published for everybody."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from kingfisher.access.entry import acting_as, service_of
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.partnership import queries
from kingfisher.partnership.actions import publishing, signing, who
from kingfisher.partnership.actions.lacking import Lacking
from kingfisher.partnership.tests.builders import LONG, published, seated, signed_by, waiting, write_all, written
from kingfisher.rulebook import ask
from kingfisher.rulebook import published as rulebook


@pytest.fixture
def door(now):
    return service_of("front_door_service", at=now, via="public")


def test_nothing_is_put_to_signature_while_a_needed_section_says_nothing(be, now):
    seated(be, now)
    with be("office") as office:
        key = publishing.begin(office, kind="threshold", title="Threshold document", at=now)
        with pytest.raises(Lacking) as refused:
            signing.put_to_signature(office, edition_id=key, at=now)
    assert "Write “Levels of need”." in refused.value.gaps


def test_it_is_published_only_when_all_three_have_signed(be, now):
    key = waiting(be, now)
    signed_by(be, "chief", key, now)
    signed_by(be, "chief_police", key, now)
    with be("office") as office, pytest.raises(Lacking) as refused:
        signing.publish(office, edition_id=key, at=now)
    assert refused.value.gaps == ("Integrated care board has not signed.",)
    signed_by(be, "chief_health", key, now)
    with be("office") as office:
        signing.publish(office, edition_id=key, at=now)
        assert queries.edition(office, key).state == "published"


def test_one_changed_word_makes_every_signature_void_and_says_whose(be, now):
    key = waiting(be, now)
    signed_by(be, "chief", key, now)
    with be("office") as office:
        levels = queries.edition(office, key).sections[0]
        publishing.write(
            office, edition_id=key, section="levels", words=levels.words + " More.", seen=levels.seen, at=now
        )
        shown = queries.edition(office, key)
    assert shown.state == "drafting"
    assert [(s.kind, s.counts, s.void_since) for s in shown.signatures if s.by] == [("Local authority", False, True)]


def test_the_same_words_put_back_are_what_she_signed(be, now):
    key = waiting(be, now)
    signed_by(be, "chief", key, now)
    with be("office") as office:
        was = queries.edition(office, key).sections[0]
        publishing.write(office, edition_id=key, section="levels", words="Other. " + LONG, seen=was.seen, at=now)
        seen = queries.edition(office, key).sections[0].seen
        publishing.write(office, edition_id=key, section="levels", words=was.words, seen=seen, at=now)
        assert [s.counts for s in queries.edition(office, key).signatures] == [True, False, False]


def test_nobody_signs_words_she_did_not_read(be, now):
    key = waiting(be, now)
    with be("chief") as chief, pytest.raises(signing.OtherWords):
        signing.sign(chief, edition_id=key, words_hash="0" * 64, proved_by="passkey", at=now)


def test_nobody_signs_without_showing_a_second_factor_again(be, now):
    key = waiting(be, now)
    with be("chief") as chief:
        words = queries.edition(chief, key).words_hash
        with pytest.raises(Denied, match="second factor"):
            signing.sign(chief, edition_id=key, words_hash=words, proved_by="", at=now)


def test_a_chief_whose_seat_has_ended_signs_nothing(be, now):
    key = waiting(be, now)
    with be("office") as office:
        (seat,) = [p.lead for p in queries.who_is_who(office, on=now.date()).partners if p.kind == "police"]
        who.end_seat(office, seat_id=seat.id, last_day=now.date() - timedelta(days=1), at=now)
    with pytest.raises(Denied, match="own seat"):
        signed_by(be, "chief_police", key, now)


@pytest.mark.parametrize("name", ["office", "lena", "priya"])
def test_nobody_but_a_lead_partner_signs(be, now, name):
    key = waiting(be, now)
    with be(name) as somebody, pytest.raises(Denied):
        signing.sign(somebody, edition_id=key, words_hash="", proved_by="passkey", at=now)


def test_the_database_itself_refuses_a_signature_written_by_the_office(be, now):
    key = waiting(be, now)
    signed_by(be, "chief", key, now)
    with be("office"), connection.cursor() as cursor:
        cursor.execute("SELECT partner_id, seat_id, words_hash FROM partnership_signature")
        partner, seat, words = cursor.fetchone()
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO partnership_signature SELECT gen_random_uuid(), now(), created_by, repeat('0', 64), "
                "proved_by, signed_at, edition_id, partner_id, seat_id FROM partnership_signature"
            )
    assert partner and seat and words


def test_two_who_write_one_section_at_the_same_time_lose_nothing(be, now):
    seated(be, now)
    key = written(be, now)
    with be("office") as office:
        seen = queries.edition(office, key).sections[0].seen
        assert publishing.write(office, edition_id=key, section="levels", words="Hers. " + LONG, seen=seen, at=now)
    with be("lena") as lena:
        assert not publishing.write(lena, edition_id=key, section="levels", words="His. " + LONG, seen=seen, at=now)
        one = queries.edition(lena, key).sections[0]
        assert (one.words[:4], one.beside) == ("Hers", 1)
        assert "Bring together the 1 wordings" in queries.edition(lena, key).gaps[-1]
        assert publishing.write(lena, edition_id=key, section="levels", words="Both. " + LONG, seen=one.seen, at=now)
        one = queries.edition(lena, key).sections[0]
        assert (one.words[:4], one.beside) == ("Both", 0)
        assert [w.words[:4] for w in queries.wordings(lena, key, "levels")][:3] == ["Both", "His.", "Hers"]


def test_an_open_comment_is_settled_before_anybody_signs(be, now):
    seated(be, now)
    key = written(be, now)
    with be("lena") as lena:
        said = publishing.comment(lena, edition_id=key, section="levels", words="Which ages?", at=now)
    with be("office") as office:
        with pytest.raises(Lacking):
            signing.put_to_signature(office, edition_id=key, at=now)
        publishing.settle(office, comment_id=said, answer="Named now.", at=now)
        signing.put_to_signature(office, edition_id=key, at=now)


def test_the_public_reads_what_was_signed_and_no_draft(be, now, door):
    key = published(be, now)
    with be("office") as office:
        nxt = publishing.begin_next(office, publication_id=queries.edition(office, key).publication_id, at=now)
        publishing.write(office, edition_id=nxt, section="levels", words="A secret draft. " + LONG, seen=1, at=now)
    with acting_as(door), connection.cursor() as cursor:
        found = queries.published(door, "threshold")
        cursor.execute("SELECT count(*) FROM partnership_part")
        assert cursor.fetchone()[0] == 0
    assert found.number == 1
    assert "secret" not in str(found)
    assert [by for _, by, _ in found.signed] == ["Lead council, Chief", "Lead health, Chief", "Lead police, Chief"]


def test_an_edition_that_is_published_never_changes(be, now):
    key = published(be, now)
    with be("office") as office:
        with pytest.raises(NotNow):
            publishing.write(office, edition_id=key, section="levels", words="Quietly other.", seen=9, at=now)
        denied = pytest.raises(Exception, match="permission denied")
        with connection.cursor() as cursor, denied, transaction.atomic():
            cursor.execute("UPDATE partnership_published SET title = 'Other'")


def test_the_next_edition_says_what_changed_and_the_first_stays_at_its_address(be, now, door):
    key = published(be, now)
    with be("office") as office:
        nxt = publishing.begin_next(office, publication_id=queries.edition(office, key).publication_id, at=now)
        one = queries.edition(office, nxt).sections[0]
        publishing.write(
            office, edition_id=nxt, section="levels", words=one.words + " Level five.", seen=one.seen, at=now
        )
        with pytest.raises(Lacking) as refused:
            signing.put_to_signature(office, edition_id=nxt, at=now)
        assert refused.value.gaps == ("Say what changed since the last edition, and why.",)
        publishing.say_changes(office, edition_id=nxt, changes="A fifth level.", at=now)
        signing.put_to_signature(office, edition_id=nxt, at=now)
    for chief in ("chief", "chief_police", "chief_health"):
        signed_by(be, chief, nxt, now)
    with be("office") as office:
        signing.publish(office, edition_id=nxt, at=now)
        assert queries.edition(office, key).state == "replaced"
    with acting_as(door):
        assert queries.published(door, "threshold").number == 2
        assert queries.published(door, "threshold", number=1).is_newest is False
        (changed,) = queries.changed(door, "threshold", 2)
        assert [b.words.strip() for b in changed.bits if b.how == "added"] == ["Level five."]
        with pytest.raises(NotThere):
            queries.published(door, "threshold", number=3)


def test_publication_starts_the_clocks_of_sending_and_of_review(be, now):
    key = published(be, now)
    with be("office") as office:
        running = {c.rule_id for c in clocks.for_subject(office, (queries.KIND, key), open_only=True)}
        assert running == {"threshold_review", "publication_sent"}
        for n in queries.notices(office, key):
            signing.note_sent(office, notice_id=n.id, how="By e-mail", at=now)
        left = {c.rule_id for c in clocks.for_subject(office, (queries.KIND, key), open_only=True)}
    assert left == {"threshold_review"}


def test_a_yearly_report_is_due_six_months_after_its_year_and_freezes_what_the_hub_holds(be, now):
    seated(be, now)
    days = {"first_day": date(2025, 4, 1), "last_day": date(2026, 3, 31)}
    key = written(be, now, kind="yearly_report", title="Yearly report 2025 to 2026", **days)
    with be("office") as office:
        (clock,) = clocks.for_subject(office, (queries.KIND, key))
        assert clock.due_on == date(2026, 9, 30)
        signing.put_to_signature(office, edition_id=key, at=now)
        figures = {s.topic.code: dict(s.figures) for s in queries.edition(office, key).sections}
    assert figures["progress"]["Actions due in the year"] == "0"
    assert figures["impact"] == {}, "the scorecard is not held here: shown as not yet held, never as nothing"


def test_who_was_asked_and_stayed_silent_is_told_apart_from_who_answered(be, now):
    key = written(be, now)
    with be("office") as office:
        for whom in ("Schools forum", "Parish nurses"):
            publishing.consult(office, edition_id=key, whom=whom, answer_by=now.date(), at=now)
        first = next(c for c in queries.consulted(office, key) if c.whom == "Schools forum")
        publishing.keep_answer(office, consulted_id=first.id, answer="Fine.", made_of_it="Nothing changed.", at=now)
        asked = queries.consulted(office, key)
    assert [(c.whom, bool(c.answered_on)) for c in asked] == [("Parish nurses", False), ("Schools forum", True)]


def test_a_worker_of_no_board_reads_nothing_of_its_work(be, now):
    key = written(be, now)
    with be("priya") as priya:
        assert queries.shelf(priya) == []
        with pytest.raises(NotThere):
            queries.edition(priya, key)


def test_writing_again_what_stands_keeps_no_second_wording(be, now):
    key = written(be, now)
    with be("office") as office:
        write_all(office, key, now)
        assert len(queries.wordings(office, key, "levels")) == 1


@pytest.mark.parametrize("kind", list(rulebook.publications()), ids=lambda kind: kind.id)
def test_every_document_names_its_sections_once_and_clocks_that_are_in_the_rulebook(kind):
    codes = [t.code for t in kind.topic]
    assert len(codes) == len(set(codes))
    for rule in filter(None, (kind.review_clock, kind.publish_clock, kind.send_clock)):
        assert ask.clock(rule, on=date(2026, 11, 1)).id == rule
