"""How two statements are put side by side: fact by fact, with the reasons, and the picture of their weight."""

from collections.abc import Callable

from markupsafe import Markup

from kingfisher.people.queries.pairing import Pair, Side
from kingfisher.people.rules import Said
from kingfisher.ui.waterfall import Step, waterfall

# Each fact shown, how it is read, and the comparison that weighs it.
FACTS: tuple[tuple[str, Callable[[Said], str], str], ...] = (
    ("First name", lambda s: s.given_name, "given"),
    ("Middle names", lambda s: s.middle_names, "middle"),
    ("Family name", lambda s: s.family_name, "family"),
    ("Known as", lambda s: also(s), "other_names"),
    ("Birth date", lambda s: born(s), "birth"),
    ("Sex", lambda s: s.sex, "sex"),
    ("Address", lambda s: addresses(s), "place"),
    ("Telephone", lambda s: ", ".join(s.phones), "phone"),
    ("School", lambda s: s.school, "school"),
    ("Parent or carer", lambda s: parent(s), "parent"),
    ("NHS number", lambda s: number(s, "nhs_number"), "nhs"),
    ("Pupil number", lambda s: number(s, "upn"), "upn"),
    ("PNC id", lambda s: number(s, "pnc_id"), "pnc"),
)


SEEN = 0.05  # bits below which a bar would be nothing but its outline


def also(said: Said) -> str:
    """Every other name, in one line."""
    return "; ".join(
        n for n in (said.known_as, *(f"{a.given_name} {a.family_name}".strip() for a in said.aliases)) if n
    )


def born(said: Said) -> str:
    """The birth date, or what was said where it is no date."""
    shown = f"{said.born_on.day} {said.born_on:%B} {said.born_on.year}" if said.born_on else said.born_said
    return f"{shown} (estimated)" if said.born_estimated and shown else shown


def addresses(said: Said) -> str:
    """Where they live or lived; a protected address is never spelt out beside another record."""
    told = [
        "A protected address" if a.protected else ", ".join(p for p in (a.lines, a.town, a.postcode) if p)
        for a in said.addresses
    ]
    return "; ".join(dict.fromkeys(one for one in told if one))


def parent(said: Said) -> str:
    """Whom the agency names as parent or carer, where it only names them."""
    return str(said.more.get("parent_name") or said.more.get("parent_or_carer") or "")


def number(said: Said, scheme: str) -> str:
    """One number, with what is wrong with it."""
    found = [f"{i.value[:40]} ({i.flaw})" if i.flaw else i.value for i in said.identifiers if i.scheme == scheme]
    return "; ".join(found)


def rows_of(pair: Pair) -> list[dict[str, str]]:
    """Each fact either record gives, in the words of its agency; how the two compare, as it was weighed."""
    if pair.left.statement is None or pair.right.statement is None:
        return []
    left, right = pair.left.statement.said, pair.right.statement.said
    reasons = {one.comparison: one for one in pair.reasons}
    rows = []
    for label, read, comparison in FACTS:
        one, other = shortened(read(left)), shortened(read(right))
        reason = reasons.get(comparison)
        if one or other:
            how = _how(one, other, reason.bits if reason else None)
            why = reason.sentence.partition(": ")[2] if reason and how in ("close", "differs") else ""
            rows.append({"label": label, "left": one, "right": other, "how": how, "why": why})
    return rows


def shortened(words: str, most: int = 240) -> str:
    """So much of it as a table can hold; the whole is on the record."""
    return words if len(words) <= most else f"{words[:most]}… ({len(words):,} characters)"


def _how(one: str, other: str, bits: float | None) -> str:
    if not one or not other:
        return "missing"
    if one.casefold() == other.casefold():
        return "same"
    return "close" if bits is not None and bits > 0 else "differs"


def oddities_of(pair: Pair) -> list[tuple[Side, tuple[str, ...]]]:
    """What of either statement cannot be right."""
    told = [(s, s.statement.oddities) for s in (pair.left, pair.right) if s.statement]
    return [(side, odd) for side, odd in told if odd]


def bits(number: float) -> str:
    """A weight as it is shown: with its sign, one place."""
    return f"{number:+.1f}".replace("-", "−")


def weight_picture(pair: Pair) -> Markup:
    """The evidence step by step, from what is held beforehand to what it adds up to."""
    steps = [
        Step(one.sentence.partition(":")[0], one.bits, bits(one.bits)) for one in pair.reasons if abs(one.bits) >= SEEN
    ]
    end = Step("Together", pair.bits, bits(pair.bits))
    start = Step("Before comparing", pair.start, bits(pair.start))
    return waterfall("What speaks for one person, and what against", start, steps, end)
