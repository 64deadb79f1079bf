"""The form by which anybody reports a child missing: short first, and nothing but the name must be said."""

import json
from typing import Any

from kingfisher.missing.pages.episode_forms import _Coded
from kingfisher.ui import fields


class ReportForm(_Coded):
    """What is asked at the telephone as well. Everything but the name may be left out."""

    lists = {"kind": "missing_kind"}
    card_ref = fields.Input("Reference on the child’s card, if there is one", width=20, required=False,
                            hint="Such as MC-7K2P-QRST")  # fmt: skip
    name = fields.Input("The child’s name", required=False)
    born_on = fields.Date("Date of birth", required=False)
    kind = fields.Radios("Does anybody know where the child is?", required=False)
    last_seen_at = fields.Moment("When was the child last seen?", required=False)
    last_seen_place = fields.Input("Where, and with whom?", required=False)
    wearing = fields.Input("What is the child wearing, and carrying?", required=False)
    worry = fields.Textarea("Why are you worried this time?", rows=3, required=False)
    companions = fields.Input("Is anybody else missing with the child?", required=False)
    home = fields.Input("Missing from where?", required=False, hint="Home, foster home or children’s home")
    placed_by = fields.Input("Which council placed the child here, if another?", required=False)
    police_ref = fields.Input("Police reference, if you have rung them", width=20, required=False)
    reporter_name = fields.Input("Your name", width=20, required=False)
    reporter_phone = fields.Phone("Your telephone, answered tonight", required=False)


class BackForm(_Coded):
    """That a child is back, by whoever reported."""

    lists = {"found_how": "missing_found_how"}
    found_at = fields.Moment("When did the child come back?", empty="Say when the child came back")
    found_place = fields.Input("Where was the child?", required=False)
    found_how = fields.Radios("How did the child come back?", required=False)
    condition = fields.Textarea("How is the child?", rows=2, required=False)


def body_of(said: dict[str, Any], **more: Any) -> bytes:
    """A report as every door sends it: what was said, what was not left out."""
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in (said | more).items()}
    return json.dumps({name: value for name, value in told.items() if value}, sort_keys=True).encode()
