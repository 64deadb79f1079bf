"""The form by which a place is asked for, by whoever: for oneself, or for one's staff."""

from collections.abc import Collection
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.learning import rules
from kingfisher.learning.actions.booking import Applicant
from kingfisher.organisations import queries as places
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

OTHER = "other"
ELSEWHERE = "Only if you chose “Somewhere else”, the last in the list: then it is needed"


class _WithoutLogin(Form):
    """Without a login. `website` is a box no person sees: what fills it in is a machine."""

    mark_optional = False
    dense = False

    def clean(self) -> dict:
        said = super().clean()
        if said.get("agency") == OTHER and not said.get("employer"):
            self.add_error("employer", "Say what the place is called")
        return said


class _OfStaff(Form):
    """Reads who comes, one to a line, into `people`."""

    def clean(self) -> dict:
        said = super().clean()
        self.people, unread = rules.staff_lines(said.get("staff") or "")
        said["people"] = self.people
        for gap in rules.staff_gaps(self.people, unread) if said.get("staff") else ():
            self.add_error("staff", gap)
        return said


class BookForm(_WithoutLogin):
    """A place for oneself."""

    name = fields.Input("Your name", most=120, autocomplete="name")
    email = fields.Email(
        "Your email address at work", hint="We write to it: your place, how to join, your certificate."
    )
    agency = fields.Select("Where do you work?", ())
    employer = fields.Input("What is it called?", required=False, most=200, hint=ELSEWHERE)
    role = fields.Select("What do you do there?", ())
    manager_name = fields.Input("Your manager’s name", most=120, required=False)
    manager_email = fields.Email("Your manager’s email address", required=False, autocomplete="off",
                                 hint="Three months later we ask her or him what has changed.")  # fmt: skip
    needs = fields.Textarea("Is there anything you need to take part?", rows=2, required=False, most=500,
                            hint="Access, an interpreter, a meal. Only the training team reads it.")  # fmt: skip
    website = fields.Hidden()


class BookStaffForm(_OfStaff, _WithoutLogin):
    """Places for people one manages."""

    staff = fields.Textarea("Who comes?", rows=4, hint="One person to a line: name, comma, their own email address.")
    agency = fields.Select("Where do they work?", ())
    employer = fields.Input("What is it called?", required=False, most=200, hint=ELSEWHERE)
    role = fields.Select("What do they do there?", ())
    name = fields.Input("Your name", most=120, autocomplete="name")
    email = fields.Email("Your email address at work", hint="Three months later we ask you what has changed.")
    website = fields.Hidden()


class MyForm(Form):
    """For a worker who is signed in: what is known of her is not asked."""

    mark_optional = False
    role = fields.Select("What do you do at work?", ())
    manager_name = fields.Input("Your manager’s name", most=120, required=False)
    manager_email = fields.Email("Your manager’s email address", required=False, autocomplete="off",
                                 hint="Three months later we ask her or him what has changed.")  # fmt: skip
    needs = fields.Textarea("Is there anything you need to take part?", rows=2, required=False, most=500,
                            hint="Access, an interpreter, a meal. Only the training team reads it.")  # fmt: skip


class StaffForm(_OfStaff):
    """For those who keep an agency's training, and for the training team on the telephone."""

    mark_optional = False
    staff = fields.Textarea("Who comes?", rows=4, hint="One person to a line: name, comma, their own email address.")
    agency = fields.Select("Where do they work?", ())
    role = fields.Select("What do they do there?", ())


def agencies(actor: Actor, *, other: bool) -> list[tuple[str, str]]:
    """Every agency by name, and the way out for those in none of them."""
    rows = [(a.code, a.name) for a in places.agencies(actor) if a.kind != "partnership"]
    return rows + ([(OTHER, "Somewhere else")] if other else [])


def roles() -> list[tuple[str, str]]:
    return list(ask.codes("training_role").choices())


def employer_of(actor: Actor, said: dict) -> tuple[str, UUID | None]:
    """The employer's name and, where it is an agency of the hub, its key."""
    if said.get("agency") == OTHER:
        return said["employer"], None
    found = places.agency(actor, said["agency"])
    return (found.name, found.id) if found else (said.get("employer") or said["agency"], None)


def applicants(actor: Actor, form: BookForm | BookStaffForm) -> list[Applicant]:
    """Those a public form asks places for."""
    said = form.cleaned_data
    if isinstance(form, BookStaffForm):
        return staff(actor, said, form.people, manager=(said["name"], said["email"]))
    employer, organisation_id = employer_of(actor, said)
    return [Applicant(
        name=said["name"], email=said["email"], manager_name=said["manager_name"], manager_email=said["manager_email"],
        needs=said["needs"], employer=employer, organisation_id=organisation_id, role=said["role"],
    )]  # fmt: skip


def staff(actor: Actor, said: dict, people: Collection[tuple[str, str]], *, manager: tuple[str, str] = ("", "")
          ) -> list[Applicant]:  # fmt: skip
    """Those somebody signed in asks places for."""
    employer, organisation_id = employer_of(actor, said)
    return [
        Applicant(name=name, email=email, employer=employer, organisation_id=organisation_id, role=said["role"],
                  manager_name=manager[0], manager_email=manager[1])
        for name, email in people
    ]  # fmt: skip
