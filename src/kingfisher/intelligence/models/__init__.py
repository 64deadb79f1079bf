"""Tables of this room: reports and what became of them (reports.py)."""

from kingfisher.intelligence.models.reports import Product, Receipt, Report, Source, Step

__all__ = ["Product", "Receipt", "Report", "Source", "Step"]
