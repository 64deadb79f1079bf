"""What each agency says of a person, untouched, in its own folder; and judgements about two statements.

A name mentioned in a contact is a statement too (`origin` mention), in the contact's folder. Nothing is merged.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from kingfisher.kernel.base import EXISTS, SUMMARY, AppendOnly, ByFolder, Marked, Row


class Person(Row):
    """One agency's statement about one person, as it stands now. Earlier ones are in StatementVersion."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    origin = models.CharField(max_length=20, help_text="worker, import, mention")
    local_id = models.CharField(max_length=80, blank=True, help_text="the agency's own number for the person")
    kind = models.CharField(max_length=10, help_text="child, adult, unborn or unknown")
    given_name = models.CharField(max_length=200, blank=True)
    middle_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    known_as = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True)
    born_estimated = models.BooleanField(default=False)
    born_said = models.CharField(max_length=60, blank=True, help_text="what was said, where it is no date")
    expected_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    ethnicity_scheme = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    school = models.CharField(max_length=200, blank=True)
    gp = models.CharField(max_length=200, blank=True)
    phones = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    statement = models.JSONField(default=dict, help_text="all that was said, as it was said")
    version = models.PositiveIntegerField(default=1)
    stated_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64, blank=True)

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "local_id"], name="person_local_id"),
        ]

    @property
    def name(self) -> str:
        said = " ".join(p for p in (self.given_name, self.middle_names, self.family_name) if p)
        return said or self.known_as or "Name not known"


class StatementVersion(AppendOnly):
    """What an agency said of a person at one time: the whole statement, never changed."""

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    stated_at = models.DateTimeField()
    source = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    statement = models.JSONField()

    protection = ByFolder(level=SUMMARY, append_only=True)
    retention = "person_statement"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="one_version_of_each_number")]


class HeldBack(AppendOnly):
    """What a version says that a field class narrows, such as a safe address: kept apart from the version itself.

    The version holds a stub in its place, so that whoever is not cleared learns only that there is something.
    """

    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held_back")
    number = models.PositiveIntegerField()
    marking = models.CharField(max_length=40)
    said = models.JSONField()

    protection = ByFolder(level=SUMMARY, append_only=True, marked=(Marked("marking"),))
    retention = "person_statement"


class _Part(models.Model):
    """A part of the present statement, laid out for finding. Derived from it, and so replaced with it."""

    id = models.BigAutoField(primary_key=True)
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)s_rows")
    derived = True

    class Meta:
        abstract = True


class Name(_Part):
    """A further name: alias, former, known as. The usual one is on the statement itself."""

    use = models.CharField(max_length=20)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"


class Identifier(_Part):
    """A number some scheme gave: NHS number, UPN, PNC id. Never a key; kept with how far it was verified."""

    scheme = models.CharField(max_length=30)
    value = models.CharField(max_length=80)
    verified = models.BooleanField(default=False)
    flaw = models.CharField(max_length=120, blank=True, help_text="such as a wrong check digit")

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"


class Address(_Part):
    """Where a person lived and when. A protected one is read only by those cleared for safe addresses."""

    lines = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    protected = models.BooleanField(default=False)

    protection = ByFolder(level=SUMMARY, marked=(Marked("protected", "protected_address"),))
    retention = "person_statement"

    class Meta:
        verbose_name_plural = "addresses"
        indexes = [models.Index(fields=["postcode"], name="address_postcode")]


class Tie(_Part):
    """How a person stands to another: mother, sibling, lives with, may have no contact."""

    other = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="tied_from")
    other_name = models.CharField(max_length=200, blank=True)
    relationship = models.CharField(max_length=40)
    lives_together = models.BooleanField(null=True)
    parental_responsibility = models.BooleanField(null=True)
    no_contact = models.BooleanField(default=False)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"


class Involvement(_Part):
    """Who in this agency knows the person, and how to reach them. No content of the work."""

    worker_name = models.CharField(max_length=120)
    team = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    protection = ByFolder(level=EXISTS)
    retention = "person_statement"


class KnownElsewhere(_Part):
    """Another agency knows the person, as matching by tokens found: its own reference, which only it can read."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=200)
    likely = models.PositiveSmallIntegerField()  # of a hundred
    told_at = models.DateTimeField()

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"


class BlockingKey(models.Model):
    """Hashes of a statement's blocking keys. Read only by the audited candidate function (candidates.sql)."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="+")
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+", db_index=False)
    keys = ArrayField(models.BigIntegerField(), default=list)
    derived = True

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="blocking_keys")]


class Findable(models.Model):
    """What a statement is found by: its lexemes (matching/lexemes.py), asked of only by the audited function
    people_found (candidates.sql); and one line of comparable fields (matching/held.py), read under the policy.
    """

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="+")
    folder = models.ForeignKey("access.Folder", on_delete=models.PROTECT, related_name="+", db_index=False)
    lexemes = SearchVectorField()
    line = models.TextField()
    derived = True

    protection = ByFolder(level=SUMMARY)
    retention = "person_statement"

    class Meta:
        # what waits to be sorted in is kept short (candidates.sql), so that no search has much of it to read through
        indexes = [GinIndex(fields=["lexemes"], name="findable_lexemes")]
