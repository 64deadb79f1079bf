"""Reading assurance: returns of agencies, audits of cases, looks from outside, packs for inspectors."""

from kingfisher.assurance.queries.audits import (
    AUDIT,
    CASE,
    AuditShown,
    CaseShown,
    Given,
    QuestionShown,
    audit_of,
    audits,
    case_of,
)
from kingfisher.assurance.queries.looks import (
    LOOK,
    RESPONSE,
    FindingShown,
    LookShown,
    ResponseShown,
    look_of,
    looks,
    response_of,
)
from kingfisher.assurance.queries.packs import PACK, PackShown, PartShown, Sheet, gathered, pack_of, packs, sheets
from kingfisher.assurance.queries.returns import (
    ANSWERED,
    INVITED,
    RETURN,
    ROUND,
    ByStandard,
    ReturnShown,
    RoundShown,
    StandardShown,
    invited,
    may_write,
    return_of,
    round_of,
    rounds,
)
from kingfisher.assurance.queries.waiting import for_partners, silent, work_waiting

__all__ = [
    "ANSWERED", "AUDIT", "CASE", "INVITED", "LOOK", "PACK", "RESPONSE", "RETURN", "ROUND", "AuditShown",
    "ByStandard", "CaseShown", "FindingShown", "Given", "LookShown", "PackShown", "PartShown", "QuestionShown",
    "ResponseShown", "ReturnShown", "RoundShown", "Sheet", "StandardShown", "audit_of", "audits", "case_of",
    "for_partners", "gathered", "invited", "look_of", "looks", "may_write", "pack_of", "packs", "response_of",
    "return_of", "round_of", "rounds", "sheets", "silent", "work_waiting",
]  # fmt: skip
