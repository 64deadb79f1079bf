"""A concern as other systems are told to send it. What comes otherwise is read all the same (`reading`)."""

from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, ValidationError


class PersonIn(Schema):
    """A child or somebody around her, as far as you know. Every field may be left out."""

    model_config = ConfigDict(extra="allow")
    name: str = Field("", description="The whole name in one box; other names in brackets.")
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    kind: Literal["", "child", "adult", "unborn", "unknown"] = ""
    part: Literal["", "child", "family", "other", "worry"] = Field(
        "", description="`worry`: somebody the worry is about."
    )
    born: str = Field("", description="A birth date, best as 2012-05-03, or an age in words.")
    sex: Literal["", "M", "F", "U"] = ""
    nhs_number: str = ""
    upn: str = ""
    address: str = ""
    postcode: str = ""
    phone: str | list[str] = ""
    school: str = ""
    gp: str = ""
    language: str = ""
    interpreter_needed: bool = False
    relationship: str = Field("", description="To the first child: mother, father, sibling, ...")
    lives_with_child: bool | None = None
    parental_responsibility: bool | None = None
    no_contact: bool = False


class FamilyIn(Schema):
    """Does the family know? If not, why not?"""

    told: Literal["", "yes", "no", "not_known"] = ""
    not_told_why: str = ""
    agreement_sought: bool | None = None
    agreement_given: Literal["", "yes", "no", "partial"] = ""
    agreement_by: Literal["", "pr_holder", "competent_child", "young_person"] = ""
    dispense_reason: str = ""
    dispense_why: str = ""


class ReferrerIn(Schema):
    """Who raises it: the person, not the system."""

    model_config = ConfigDict(extra="allow")
    name: str = ""
    role: str = ""
    agency: str = ""
    phone: str = ""
    email: str = ""
    relationship: str = ""
    source_code: str = Field("", description="As the Children in Need census counts it, such as 2A.")
    withhold_identity: bool = False
    withheld_why: str = ""


class ConcernIn(Schema):
    """A concern. Nothing must be there but a child or what happened; what is not said is asked for afterwards."""

    model_config = ConfigDict(extra="allow")
    children: list[PersonIn] = []
    others: list[PersonIn] = []
    what_happened: str = ""
    when: str = ""
    happened_on: str = Field("", description="The day, where it is known: 2026-11-20.")
    where: str = ""
    how_known: Literal["", "seen", "told", "record", "judgement"] = ""
    childs_words: str = ""
    categories: list[str] = Field([], description="Codes of the rulebook's list concern_category.")
    danger_now: Literal["", "yes", "no", "not_known"] = ""
    safety: str = ""
    tried: str = ""
    strengths: str = ""
    exploitation: dict[str, str] = {}
    family: FamilyIn = FamilyIn()
    referrer: ReferrerIn = ReferrerIn()


def declared_concern() -> dict[str, Any]:
    """The shape of a concern as JSON Schema, standing by itself."""
    return _inlined(ConcernIn.model_json_schema())


def _inlined(schema: Any, definitions: dict[str, Any] | None = None) -> Any:
    """A schema with its references written out, so that it stands by itself inside the description."""
    definitions = schema.get("$defs", {}) if definitions is None else definitions
    if isinstance(schema, list):
        return [_inlined(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    return {k: _inlined(v, definitions) for k, v in schema.items() if k != "$defs"}


def odd_fields(body: bytes) -> list[str]:
    """Which fields are not of the declared shape: for whoever builds the sending system. They were read all
    the same.
    """
    try:
        ConcernIn.model_validate_json(body)
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))[:120]}: {e['msg'][:200]}" for e in error.errors()[:20] if e["loc"]]
    return []
