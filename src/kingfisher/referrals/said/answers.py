"""A concern as the answers of our own forms give it, written as the same JSON any sender's system would send."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

# How people write how somebody stands to a child, and the rulebook's word for it.
STANDS = {
    "mum": "mother", "mother": "mother", "mam": "mother", "dad": "father", "father": "father",
    "stepdad": "step_parent", "stepfather": "step_parent", "step-father": "step_parent", "stepmum": "step_parent",
    "stepmother": "step_parent", "brother": "sibling", "sister": "sibling", "twin": "sibling", "gran": "grandparent",
    "nan": "grandparent", "grandmother": "grandparent", "grandad": "grandparent", "grandfather": "grandparent",
    "aunt": "aunt_uncle", "uncle": "aunt_uncle", "cousin": "cousin", "boyfriend": "partner", "girlfriend": "partner",
    "partner": "parents_partner", "friend": "friend", "carer": "carer", "foster carer": "foster_carer",
}  # fmt: skip
PLAIN = ("what_happened", "when", "where", "how_known", "childs_words", "danger_now", "safety", "tried", "strengths")
EXPLOITATION = ("people", "vehicles", "phones_and_names_online", "places", "gifts")
REFERRER = ("name", "role", "agency", "phone", "email", "relationship", "kind")


def body_of(answers: Mapping[str, Any], children: Sequence[Mapping[str, Any]]) -> bytes:
    """The answers of a form as the bytes of a concern. What was not answered is left out."""
    said: dict[str, Any] = {key: answers[key] for key in PLAIN if answers.get(key)}
    said["categories"] = list(answers.get("categories") or ())
    said["children"] = [{k: v for k, v in child.items() if v} for child in children if any(child.values())]
    said["others"] = others_of(answers.get("others") or "")
    said["exploitation"] = {k: answers[f"ex_{k}"] for k in EXPLOITATION if answers.get(f"ex_{k}")}
    said["family"] = _family(answers)
    said["referrer"] = {key: answers[f"my_{key}"] for key in REFERRER if answers.get(f"my_{key}")}
    said["referrer"]["anonymous"] = bool(answers.get("my_anonymous"))
    if answers.get("withhold"):
        said["referrer"] |= {"withhold_identity": True, "withheld_why": answers.get("withhold_why") or ""}
    return json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False).encode()


def _family(answers: Mapping[str, Any]) -> dict[str, Any]:
    wanted = ("told", "not_told_why", "agreement_sought", "agreement_given", "agreement_by", "dispense_reason",
              "dispense_why")  # fmt: skip
    return {key: answers[key] for key in wanted if answers.get(key) not in (None, "")}


def others_of(lines: str) -> list[dict[str, str]]:
    """People typed one to a line, "Dana Reed, mother": who they are and how they stand to the child."""
    found = []
    for line in lines.splitlines():
        name, _, stands = line.partition(",")
        if name.strip():
            said = stands.strip().lower()
            word = STANDS.get(said) or next((w for k, w in STANDS.items() if k in said.split()), "")
            found.append({"name": name.strip(), "relationship": word, "said": stands.strip()})
    return found
