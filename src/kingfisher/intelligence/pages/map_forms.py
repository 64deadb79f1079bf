"""Forms of a map of children."""

from kingfisher.kernel.timing import local_day
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


def _parts() -> list[tuple[str, str]]:
    return ask.codes("peer_map_part").choices()


class OpenForm(Form):
    """Why a map of children is necessary."""

    mark_optional = False
    title = fields.Input("Title", hint="A place or a theme, not a child’s name", empty="Give it a title")
    necessity = fields.Textarea(
        "Why is it necessary?", rows=3, hint="Which harm, to which children, and what the map will let you do",
        empty="Say why it is necessary",
    )  # fmt: skip
    less_would_not_do = fields.Textarea("Why would less, or asking the children, not do?", rows=2,
                                        empty="Say why less would not do")  # fmt: skip


class KnownForm(Form):
    """Somebody of the network."""

    mark_optional = False
    thing = fields.Select("Who?", blank="Choose", empty="Choose who it is")
    part = fields.Radios("Child or adult?", _parts, empty="Say whether it is a child or an adult")
    because = fields.Input("Why does this person belong on the map?", empty="Say why")


class NewForm(Form):
    """Somebody the network does not hold."""

    mark_optional = False
    label = fields.Input("Name, or what they are called", empty="Give a name or what they are called")
    detail = fields.Input("What else is known", required=False, hint="Such as: about 15, same school year as Bea")
    part = fields.Radios("Child or adult?", _parts, empty="Say whether it is a child or an adult")
    because = fields.Input("Why does this person belong on the map?", empty="Say why")


class JoinForm(Form):
    """How two of the map know each other."""

    mark_optional = False
    left = fields.Select("Who?", blank="Choose", empty="Choose the first")
    kind = fields.Select("How?", blank="Choose", empty="Say how they are joined")
    right = fields.Select("With whom?", blank="Choose", empty="Choose the second")
    basis = fields.Select("What does it rest on?", blank="Choose", empty="Say what it rests on")
    grade = fields.Input("Grade, where it rests on intelligence", required=False, hint="Such as 2CP")
    confidence = fields.Select("How sure?", blank="Choose", empty="Say how sure it is")
    first_on = fields.Date("First seen together", empty="Say when they were first seen together")
    last_on = fields.Date("Last seen together", empty="Say when they were last seen together")
    asserted_by = fields.Input("Who says so?", empty="Say who says so")


class OffForm(Form):
    """Somebody who does not belong on it."""

    mark_optional = False
    on_map_id = fields.Select("Who?", blank="Choose", empty="Choose who is taken off")
    why = fields.Input("Why?", empty="Say why")


class LetInForm(Form):
    """A worker of the agency that was chosen."""

    mark_optional = False
    to = fields.Select("Who?", blank="Choose a worker", empty="Choose who is let in")
    why = fields.Input("Why do they need it?", empty="Say why they need it")
    writes = fields.Tick("They may also put people on it and say how they know each other", required=False)


class LetOutForm(Form):
    """Whose key ends."""

    mark_optional = False
    grant_id = fields.Select("Who?", blank="Choose", empty="Choose whose way in ends")
    why = fields.Input("Why?", empty="Say why")


class WordsForm(Form):
    """What a map has led to."""

    mark_optional = False
    words = fields.Textarea("What has it led to, for these children?", rows=3, empty="Say what it has led to")


def coded(list_id: str) -> list[tuple[str, str]]:
    """The choices of a list of the rulebook."""
    return ask.codes(list_id).choices()


def dated(form_class: type[Form], at) -> object:
    """The form, that knows which day today is, so that no day to come is taken for one that was."""
    return lambda *args, **kwargs: form_class(*args, today=local_day(at, ask.calendar()), **kwargs)
