"""What may become of a referral to the national mechanism, as a table."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

DRAFT, REFERRED, MORE = "draft", "referred", "more_asked"
RG_YES, RG_NO, CG_YES, CG_NO = "rg_positive", "rg_negative", "cg_positive", "cg_negative"
AGAIN, SUSPENDED, WITHDRAWN = "reconsideration", "suspended", "withdrawn"
_W = Permission.NRM_WORK
REFERRAL = (
    Move("send", (DRAFT,), REFERRED, _W, "It was sent"),
    Move("ask_more", (REFERRED,), MORE, _W, "They ask for more"),
    Move("give_more", (MORE,), REFERRED, _W, "What they asked for was sent"),
    Move("rg_yes", (REFERRED, MORE, AGAIN), RG_YES, _W, "Reasonable grounds: yes"),
    Move("rg_no", (REFERRED, MORE, AGAIN), RG_NO, _W, "Reasonable grounds: no"),
    Move("cg_yes", (RG_YES, AGAIN), CG_YES, _W, "Conclusive grounds: yes"),
    Move("cg_no", (RG_YES, AGAIN), CG_NO, _W, "Conclusive grounds: no"),
    Move("ask_again", (RG_NO, CG_NO), AGAIN, _W, "Reconsideration was asked for"),
    Move("suspend", (REFERRED, MORE, RG_YES), SUSPENDED, _W, "It was suspended"),
    Move("withdraw", (DRAFT, REFERRED, MORE), WITHDRAWN, _W, "It was withdrawn"),
)
WORDS = {
    DRAFT: "Being prepared", REFERRED: "Referred", MORE: "They ask for more", RG_YES: "Reasonable grounds: yes",
    RG_NO: "Reasonable grounds: no", CG_YES: "Conclusive grounds: yes", CG_NO: "Conclusive grounds: no",
    AGAIN: "Reconsideration asked for", SUSPENDED: "Suspended", WITHDRAWN: "Withdrawn",
}  # fmt: skip
