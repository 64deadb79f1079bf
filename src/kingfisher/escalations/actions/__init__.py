"""What may be done with a disagreement: by the two agencies, and by the partners and the hub."""

from kingfisher.escalations.actions.partners import decide, keep_up, tell_agencies, to_lead_partners
from kingfisher.escalations.actions.working import Challenge, Lacking, answer, challenge, end, move_up

__all__ = [
    "Challenge", "Lacking", "answer", "challenge", "decide", "end", "keep_up", "move_up", "tell_agencies",
    "to_lead_partners",
]  # fmt: skip
