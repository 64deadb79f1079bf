"""Forms of the network."""

from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.fields import Choice
from kingfisher.ui.forms import Form


def _coded(list_id: str) -> list[tuple[str, str]]:
    return [("", "Choose"), *((c.code, c.label) for c in ask.codes(list_id).code)]


KIND_CHOICES = (Choice("person", "A person"), Choice("object", "An object"), Choice("place", "A place"),
                Choice("event", "An event"))  # fmt: skip


class NoteForm(Form):
    """Somebody or something new."""

    kind = fields.Radios("What is it?", KIND_CHOICES, empty="Say what it is", inline=True)
    sort = fields.Select("What sort?")
    label = fields.Input("Name, nickname, number or a few words", hint="A plate or a telephone exactly as it was given")
    happened_on = fields.Date("When did it happen?", required=False, hint="For an event")
    detail = fields.Textarea("What else is known", rows=2, required=False)
    east = fields.Input(
        "Metres east", required=False, hint="On the partnership’s own grid, to draw a place on the plan"
    )
    north = fields.Input("Metres north", required=False)

    def ready(self) -> "NoteForm":
        """With the lists of the rulebook."""
        self.fields["sort"].choices = _coded("thing_sort")
        return self


class LinkForm(Form):
    """What joins this to another thing."""

    mark_optional = False
    other = fields.Select("Joined to")
    kind = fields.Select("How?")
    basis = fields.Select("What does it rest on?")
    grade = fields.Input("Grade, where it rests on intelligence", required=False, hint="Such as 2CP")
    confidence = fields.Select("How sure?")
    first_on = fields.Date("First seen together")
    last_on = fields.Date("Last seen together")
    asserted_by = fields.Input("Who says so?")

    def ready(self, others: list[tuple[str, str]]) -> "LinkForm":
        """With the lists of the rulebook, and what it may be joined to."""
        self.fields["other"].choices = [("", "Choose"), *others]
        for field, codes in (("kind", "link_kind"), ("basis", "link_basis"), ("confidence", "link_confidence")):
            self.fields[field].choices = _coded(codes)
        return self


class RoleForm(Form):
    """What somebody is in this."""

    mark_optional = False
    role = fields.Select("Role")
    from_on = fields.Date("From")
    why = fields.Input("Why?")

    def ready(self) -> "RoleForm":
        """With the list of the rulebook."""
        self.fields["role"].choices = _coded("network_role")
        return self


class BackForm(Form):
    """A link that is not so."""

    mark_optional = False
    link = fields.Select("Which link?")
    why = fields.Input("Why is it not so?")

    def ready(self, links: list[tuple[str, str]]) -> "BackForm":
        """With the links that stand."""
        self.fields["link"].choices = [("", "Choose"), *links]
        return self


class WhoForm(Form):
    """Who somebody is, of those a search found."""

    mark_optional = False
    person = fields.Radios("Which of these?", empty="Choose who it is, or search again")
    why = fields.Textarea("How do you know?", rows=2, hint="Such as: same telephone, and her tutor knows the nickname")

    def ready(self, found: list[Choice]) -> "WhoForm":
        """With those who were found."""
        self.fields["person"].choices = found
        return self


class UndoForm(Form):
    """Why it is not this person."""

    mark_optional = False
    why = fields.Input("Why is it not so?")


class ChartForm(Form):
    """Why a picture is kept."""

    mark_optional = False
    title = fields.Input("Title")
    why = fields.Textarea("What is it kept for?", rows=2)
