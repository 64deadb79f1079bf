"""Reading reports, the register, what was let go, and receipts."""

from kingfisher.intelligence.queries.reading import (
    Dissemination,
    Register,
    ReportRow,
    ReportShown,
    SayWhy,
    StepShown,
    report,
    reports,
    search,
    source,
)
from kingfisher.intelligence.queries.telling import (
    ProductShown,
    ReceiptShown,
    Waiting,
    given_to_me,
    new_since,
    product,
    receipts,
    work_waiting,
)

__all__ = [
    "Dissemination", "ProductShown", "ReceiptShown", "Register", "ReportRow", "ReportShown", "SayWhy",
    "StepShown", "Waiting",
    "given_to_me", "new_since", "product", "receipts", "report", "reports", "search", "source", "work_waiting",
]  # fmt: skip
