"""The tolerant reader: whatever bytes came, make of them what can be made, and say what could not.

It never raises. A field of the wrong shape becomes its words; a field nobody knows is kept under `more`; only
a body that is no JSON object, or names neither anybody nor anything, is left for a person to read.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kingfisher.kernel import text
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, Said
from kingfisher.referrals.said.shapes import ConcernSaid, FamilyPosition, PersonNamed, ReferrerSaid

LONGEST = 20_000  # characters kept of one answer; the whole is in the arrival
MOST_PEOPLE = 40
PARTS = ("child", "family", "other", "worry")
HOW_KNOWN = {"seen": "seen", "told": "told", "reported": "told", "record": "record", "inferred": "judgement",
             "judgement": "judgement"}  # fmt: skip
_CONCERN = {
    "what_happened": "what_happened", "when": "when", "where": "where", "childs_words": "childs_words",
    "safety": "safety", "tried": "tried", "strengths": "strengths",
}  # fmt: skip
_KNOWN = {*_CONCERN, "how_known", "categories", "danger_now", "exploitation", "children", "others", "family",
          "referrer", "happened_on"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadConcern:
    """What was made of a body: `said` is None where a person must read it."""

    said: ConcernSaid | None
    problems: tuple[str, ...] = ()


def read_concern(body: bytes, *, on: date, categories: Iterable[str] = (), professional: bool = False) -> ReadConcern:
    """Read a concern from the bytes of a JSON object. `on` is the day it came: ages count back from it."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=str)
    except UnicodeDecodeError:
        return ReadConcern(None, ("It is not text in UTF-8.",))
    except (ValueError, RecursionError):
        return ReadConcern(None, ("It is not JSON.",))
    if not isinstance(found, dict):
        return ReadConcern(None, ("It is JSON, but not an object with named fields.",))
    problems: list[str] = []
    said = _concern(found, on, set(categories), professional, problems)
    if not said.is_about_something:
        return ReadConcern(None, (*problems, "It names no child and says nothing of what happened."))
    return ReadConcern(said, tuple(problems))


def _concern(found: Mapping, on: date, known: set[str], professional: bool, problems: list[str]) -> ConcernSaid:
    people = [_named(one, "child", on) for one in _many(found.get("children"))]
    people += [_named(one, "family", on) for one in _many(found.get("others"))]
    if len(people) > MOST_PEOPLE:
        problems.append(f"More than {MOST_PEOPLE} people are named; the rest are in the arrival only.")
    chosen = [_words(c) for c in _many(found.get("categories"))]
    odd = [c for c in chosen if known and c not in known]
    if odd:
        problems.append(f"Not on the list of worries: {', '.join(odd)[:200]}.")
    happened = text.birth_date(_words(found.get("happened_on") or found.get("when")), on=on)
    return ConcernSaid(
        people=tuple(people[:MOST_PEOPLE]),
        happened_on=happened.exact if happened and "future" not in happened.flags else None,
        how_known=HOW_KNOWN.get(_words(found.get("how_known")).lower(), ""),
        categories=tuple(dict.fromkeys(c for c in chosen if not known or c in known)),
        danger_now=_yes_no_unknown(found.get("danger_now")),
        exploitation=_mapping(found.get("exploitation")),
        referrer=_referrer(found.get("referrer"), professional),
        family=_family(found.get("family")),
        more={str(k)[:80]: v for k, v in _clean(found).items() if k not in _KNOWN},
        **{name: _words(found.get(key)) for key, name in _CONCERN.items()},
    )


def _named(one: Any, part: str, on: date) -> PersonNamed:
    said = one if isinstance(one, dict) else {"name": one}
    get = lambda key: _words(said.get(key), 400)  # noqa: E731
    given, middle, family, known_as = name_parts(get("name"))
    born_said = get("born") or get("date_of_birth") or get("age")
    born = text.birth_date(born_said, on=on)
    return PersonNamed(
        said=Said(
            kind=get("kind") if get("kind") in ("child", "adult", "unborn", "unknown") else _kind(part),
            local_id=get("local_id")[:80],
            given_name=(get("given_name") or given)[:200], middle_names=(get("middle_names") or middle)[:200],
            family_name=(get("family_name") or family)[:200], known_as=(get("known_as") or known_as)[:200],
            sex=get("sex")[:1].upper() if get("sex")[:1].upper() in ("M", "F", "U") else "",
            born_on=born.exact if born and "future" not in born.flags else None,
            born_estimated=bool(born and born.estimated),
            born_said=born_said[:60], ethnicity=get("ethnicity")[:20], language=get("language")[:60],
            interpreter_needed=said.get("interpreter_needed") is True, school=get("school")[:200],
            gp=get("gp")[:200],
            phones=tuple(p[:40] for p in (_words(x, 40) for x in _many(said.get("phone"))) if p)[:5],
            aliases=tuple(AliasSaid("also known as", a) for a in _short(said.get("aliases"), 200))[:5],
            identifiers=_identifiers(get), addresses=_addresses(get),
            more={"name_said": get("name")} if get("name") else {},
        ),
        part=get("part") if get("part") in PARTS else part,
        relationship=get("relationship")[:40],
        lives_together=_maybe(said.get("lives_with_child")),
        parental_responsibility=_maybe(said.get("parental_responsibility")),
        no_contact=said.get("no_contact") is True,
    )  # fmt: skip


def name_parts(name: str) -> tuple[str, str, str, str]:
    """A name in one box as (given, middle, family, known as), spelt as it was said and never tidied."""
    said = text.read_name(name)
    bare = re.sub(r"\([^()]*\)|[\"“”][^\"“”]*[\"“”]|\b(?:aka|known as|alias)\b.*", " ", name, flags=re.I)
    alias = next((a.title() for a in said.known_as), "")
    if "," in bare and said.family:
        before, _, after = bare.partition(",")
        rest = after.split()
        return " ".join(rest[:1]), " ".join(rest[1:]), before.strip(), alias
    words = [w for w in bare.split() if text.fold(w) not in text.TITLES]
    if len(words) < 2:
        return " ".join(words), "", "", alias
    many = max(1, min(len(words) - 1, len((said.family or "").split())))
    if "-" in words[-1] or "'" in words[-1]:
        many = 1
    return words[0], " ".join(words[1:-many]), " ".join(words[-many:]), alias


def _kind(part: str) -> str:
    return "child" if part == "child" else "unknown"


def _identifiers(get: Any) -> tuple[IdentifierSaid, ...]:
    found = []
    for scheme, read in (("nhs_number", text.nhs_number), ("upn", text.upn)):
        checked = read(get(scheme)) if get(scheme) else None
        if checked and checked.value:
            # Never verified: a right check digit says that it is a number, not whose it is.
            found.append(IdentifierSaid(scheme, checked.value[:80], False, checked.why[:120]))
    return tuple(found)


def _addresses(get: Any) -> tuple[AddressSaid, ...]:
    lines, town, code = (
        get("address")[:300],
        get("town")[:80],
        text.postcode(get("postcode")) or get("postcode")[:12],
    )
    return (AddressSaid(lines=lines, town=town, postcode=code),) if lines or town or code else ()


def _referrer(found: Any, professional: bool) -> ReferrerSaid:
    said = found if isinstance(found, dict) else {"name": found}
    get = lambda key: _words(said.get(key), 200)  # noqa: E731
    withheld = said.get("withhold_identity") is True
    return ReferrerSaid(
        kind="professional" if professional or get("kind") == "professional" else "public",
        name=get("name"), role=get("role"), agency=get("agency"), phone=get("phone")[:60], email=get("email"),
        relationship=get("relationship"), source_code=get("source_code")[:4],
        anonymous=said.get("anonymous") is True,
        withhold_identity=withheld,
        withheld_why=_words(said.get("withheld_why")) or ("No reason was given." if withheld else ""),
    )  # fmt: skip


def _family(found: Any) -> FamilyPosition:
    said = found if isinstance(found, dict) else {"told": found}
    get = lambda key: _words(said.get(key))  # noqa: E731
    return FamilyPosition(
        told=_yes_no_unknown(said.get("told")), not_told_why=get("not_told_why"),
        agreement_sought=_maybe(said.get("agreement_sought")),
        agreement_given=get("agreement_given") if get("agreement_given") in ("yes", "no", "partial") else "",
        agreement_by=get("agreement_by")[:20], dispense_reason=get("dispense_reason")[:40],
        dispense_why=get("dispense_why"),
    )  # fmt: skip


def _words(value: Any, most: int = LONGEST) -> str:
    """Anything as its words: controls taken out, since PostgreSQL keeps no NUL, and half characters
    replaced.
    """
    if value is None or isinstance(value, bool):
        return ""
    try:
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "(nested too deep)"
    said = said.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in said if c in "\n\t" or ord(c) >= 32).strip()[:most]


def _many(value: Any) -> list:
    return value if isinstance(value, list) else [] if value in (None, "", {}) else [value]


def _short(value: Any, most: int) -> list[str]:
    return [w for w in (_words(one, most) for one in _many(value)) if w]


def _mapping(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {"said": _words(value)} if _words(value) else {}
    return {_words(k, 80): _words(v) for k, v in value.items() if _words(v)}


def _clean(value: Any, depth: int = 0) -> Any:
    """JSON that PostgreSQL can keep: no NUL and no half characters, at any depth, and never too deep."""
    if depth > 20:
        return "(nested too deep)"
    if isinstance(value, dict):
        return {_words(k, 200): _clean(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_clean(v, depth + 1) for v in value]
    return value if isinstance(value, (bool, int)) or value is None else _words(value)


def _maybe(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"yes": True, "true": True, "no": False, "false": False}.get(_words(value).lower())


def _yes_no_unknown(value: Any) -> str:
    known = _maybe(value)
    if known is not None:
        return "yes" if known else "no"
    return "not_known" if _words(value).lower() in ("not_known", "unknown", "not known", "unsure") else ""
