"""Which job runs when. Each is one function of its room; running one again at once does nothing more.

Times are of the server's clock in UTC. A job that is still waiting is not queued twice.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from kingfisher.accounts import jobs as accounts
from kingfisher.assurance import jobs as assurance
from kingfisher.drafts import jobs as drafts
from kingfisher.finder import jobs as finder
from kingfisher.learning import jobs as learning
from kingfisher.missing import jobs as missing
from kingfisher.patterns import jobs as patterns
from kingfisher.people import jobs as people
from kingfisher.postroom import jobs as postroom
from kingfisher.referrals import jobs as referrals
from kingfisher.scorecard import jobs as scorecard
from kingfisher.sharing import jobs as sharing
from kingfisher.trail import jobs as trail


@app.periodic(cron="*/5 * * * *")
@app.task(name="referrals.read_in_what_waits", queueing_lock="referrals.read_in_what_waits")
def read_in_what_waits(timestamp: int) -> None:
    """Every five minutes: no concern that was kept stays unread."""
    referrals.read_in_what_waits(at=timezone.now())


@app.periodic(cron="2-59/5 * * * *")
@app.task(name="people.propose_pairs", queueing_lock="people.propose_pairs")
def propose_pairs(timestamp: int) -> None:
    """Every five minutes: likely pairs among new and changed records are put before people."""
    people.propose_pairs(at=timezone.now())


@app.periodic(cron="15 * * * *")
@app.task(name="people.chase_calls", queueing_lock="people.chase_calls")
def chase_calls(timestamp: int) -> None:
    """Every hour: whoever was to be spoken to and was not is chased, once a day."""
    people.chase_calls(at=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="people.count_figures", queueing_lock="people.count_figures")
def count_figures(timestamp: int) -> None:
    """Every night: how the matching does this month, in counts."""
    people.count_figures(at=timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="people.suggest_near", queueing_lock="people.suggest_near")
def suggest_near(timestamp: int) -> None:
    """Every night: conflicts of interest that nobody declared are put before those who mind them."""
    people.suggest_near(at=timezone.now())


@app.periodic(cron="10 * * * *")
@app.task(name="sharing.chase_overdue", queueing_lock="sharing.chase_overdue")
def chase_overdue(timestamp: int) -> None:
    """Every hour: whoever has not answered in time is asked again, once a day."""
    sharing.chase_overdue(at=timezone.now())


@app.periodic(cron="20 3 * * *")
@app.task(name="referrals.forget_old_drafts", queueing_lock="referrals.forget_old_drafts")
def forget_old_drafts(timestamp: int) -> None:
    """Every night: what visitors began and did not send within 14 days."""
    referrals.forget_old_drafts(at=timezone.now())


@app.periodic(cron="25 3 * * *")
@app.task(name="drafts.forget_old", queueing_lock="drafts.forget_old")
def forget_unsent_forms(timestamp: int) -> None:
    """Every night: forms begun and not touched for 14 days."""
    drafts.forget_old(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="trail.log_what_is_settled", queueing_lock="trail.log_what_is_settled")
def log_what_is_settled(timestamp: int) -> None:
    """Every minute: each line of the record gets its place in the log."""
    trail.log_what_is_settled(at=timezone.now())


@app.periodic(cron="0 2 * * *")
@app.task(name="trail.publish_head", queueing_lock="trail.publish_head")
def publish_head(timestamp: int) -> None:
    """Every night: the log's head is signed and handed to every agency."""
    trail.publish_head(at=timezone.now())


@app.periodic(cron="15 4 * * *")
@app.task(name="finder.find", queueing_lock="finder.find")
def find(timestamp: int) -> None:
    """Every night, before the day's first meeting: what the facts say by themselves."""
    finder.find(at=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="accounts.tidy", queueing_lock="accounts.tidy")
def tidy(timestamp: int) -> None:
    """Every night: sessions and kept forms past their end go."""
    accounts.tidy(at=timezone.now())


@app.periodic(cron="1-59/5 * * * *")
@app.task(name="missing.read_in_what_waits", queueing_lock="missing.read_in_what_waits")
def read_in_missing(timestamp: int) -> None:
    """Every five minutes: no report of a missing child that was kept stays unread."""
    missing.read_in_what_waits(at=timezone.now())


@app.periodic(cron="30 * * * *")
@app.task(name="missing.keep_up_the_missing", queueing_lock="missing.keep_up_the_missing")
def keep_up_the_missing(timestamp: int) -> None:
    """Every hour: what each child who is still missing calls for by now."""
    missing.keep_up_the_missing(at=timezone.now())


@app.periodic(cron="0 6,7 * * *")
@app.task(name="missing.freeze_the_morning", queueing_lock="missing.freeze_the_morning")
def freeze_the_morning(timestamp: int) -> None:
    """At seven in London, summer and winter: the picture of the night is kept as it is."""
    missing.freeze_the_morning(at=timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(name="patterns.take_up_unanswered", queueing_lock="patterns.take_up_unanswered")
def take_up_unanswered(timestamp: int) -> None:
    """Every hour: a pattern nobody answered in time goes to the lead partners."""
    patterns.take_up_unanswered(at=timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="scorecard.freeze_quarter", queueing_lock="scorecard.freeze_quarter")
def freeze_quarter(timestamp: int) -> None:
    """Every night: the quarter that ended is frozen once it is two weeks old."""
    scorecard.freeze_quarter(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="learning.let_go_unconfirmed", queueing_lock="learning.let_go_unconfirmed")
def let_go_unconfirmed(timestamp: int) -> None:
    """Every ten minutes: places nobody confirmed go to those who wait."""
    learning.let_go_unconfirmed(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="learning.hand_over", queueing_lock="learning.hand_over")
def hand_over(timestamp: int) -> None:
    """Every minute: letters about training go to the postroom."""
    learning.hand_over(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="postroom.deliver_letters", queueing_lock="postroom.deliver_letters")
def deliver_letters(timestamp: int) -> None:
    """Every minute: what waits for the mail server goes to it, where there is one."""
    postroom.deliver_letters(at=timezone.now())


@app.periodic(cron="0 7 * * *")
@app.task(name="learning.each_day", queueing_lock="learning.each_day")
def each_training_day(timestamp: int) -> None:
    """Every morning: reminders, questions after three months, and whose access closes with her training."""
    learning.each_day(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="assurance.write_letters", queueing_lock="assurance.write_letters")
def write_assurance_letters(timestamp: int) -> None:
    """Every ten minutes: schools without a place in the hub get their link, and are asked again."""
    assurance.write_letters(at=timezone.now())
