"""The questions of a referral, who may refer, what is lacking, and which clocks run. Pure."""

from collections.abc import Iterable, Mapping

# Code, section, question, whether it is needed. Our own words for what the mechanism's form asks of a child.
QUESTIONS = (
    ("name", "The child", "Names, and other names used", True),
    ("born", "The child", "Date of birth, and how it is known", True),
    ("language", "The child", "Language, and whether an interpreter is needed", False),
    ("nationality", "The child", "Nationality and immigration reference, if any", False),
    ("home", "The child", "Where the child lives now", True),
    ("contact", "Who stands by the child", "Social worker and responsible authority", True),
    ("types", "What happened", "Types of exploitation", True),
    ("happened", "What happened", "What happened to the child, with dates", True),
    ("places", "What happened", "Where: recruited, moved, exploited", True),
    ("control", "What happened", "How the child was controlled: gifts, debt, threats, violence, fear", True),
    ("signs", "What was noticed", "Signs, and who noticed them", True),
    ("words", "What was noticed", "What the child said, in the child’s own words", False),
    ("suspects", "Who did it", "People suspected, cars, telephones", False),
    ("police", "Police", "Force, crime or incident reference", True),
    ("safe", "Keeping the child safe", "What is done to keep the child safe now", True),
)  # fmt: skip
CLOCK_OF_ROUTE = {"sca": "nrm_reasonable_grounds", "devolved_panel": "nrm_devolved_decision"}


def answered(code: str, gathered: Mapping[str, list], own: Mapping[str, str]) -> bool:
    """Whether a question has anything under it: what is held, or what a worker wrote."""
    return bool(gathered.get(code) or own.get(code, "").strip())


def gaps(gathered: Mapping[str, list], own: Mapping[str, str]) -> tuple[str, ...]:
    """Questions that need an answer and have none. They are shown, and a referral is never held up for them."""
    return tuple(question for code, _, question, needed in QUESTIONS if needed and not answered(code, gathered, own))


def may_refer(kind: str, name: str, responders: Iterable[tuple[str, str, str]]) -> bool:
    """Whether an organisation of this kind or name is a first responder: (code, label, kind of agency) of the list."""
    return any((of_kind and of_kind == kind) or label.lower() == name.lower() for _, label, of_kind in responders)


def send_gaps(*, may: bool, given_ref: str, types: Iterable[str]) -> tuple[str, ...]:
    """What is lacking to record that it was sent. Consent is never among it: a child needs none."""
    asked = (
        (may, "Your organisation is no first responder: pass the pack to the council or to police, who send it."),
        (list(types), "Choose at least one type of exploitation."),
        (given_ref.strip(), "Give the reference you were given when you sent it."),
    )
    return tuple(sentence for there, sentence in asked if not there)
