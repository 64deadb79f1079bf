"""Tables from rows and columns: sortable by links, paged by key, fit for phone and paper, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from markupsafe import Markup

from kingfisher.ui import filters
from kingfisher.ui.jinja import own_environment
from kingfisher.ui.paging import Page

SHOWN_AS: dict[str, Callable[[Any], Any]] = {
    "text": lambda value: "" if value is None else value,
    "number": lambda value: "" if value is None else f"{value:,}",
    "day": filters.short_day,
    "moment": filters.short_moment,
    "ref": filters.ref,
}
# A spreadsheet runs what begins with these as a formula; the last four are their full-width twins.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """`value` is an attribute or key, or a function of the row. `sort` is the name used in the address.

    `link` gives the address the cell leads to; `cell` draws it (safe HTML or text) where `kind` will not do;
    `csv` gives the spreadsheet's value where it differs. Columns with `printed=False` stay off paper.
    """

    title: str
    value: str | Callable[[Any], Any]
    kind: str = "text"
    sort: str = ""
    link: Callable[[Any], str] | None = None
    cell: Callable[[Any], Any] | None = None
    csv: Callable[[Any], Any] | None = None
    hidden_title: bool = False
    printed: bool = True
    width: str = ""

    def read(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        return row.get(self.value) if isinstance(row, Mapping) else getattr(row, self.value)

    def shown(self, row: Any) -> Any:
        said = self.cell(row) if self.cell else SHOWN_AS[self.kind](self.read(row))
        address = self.link(row) if self.link else ""
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, said) if address else said

    def classes(self, heading: bool = False) -> str:
        part = "header" if heading else "cell"
        found = [f"govuk-table__{part}"]
        if self.kind == "number":
            found.append(f"govuk-table__{part}--numeric")
        if not self.printed:
            found.append("kf-not-printed")
        if self.width and heading:
            found.append(f"govuk-!-width-{self.width}")
        return " ".join(found)


@dataclass(frozen=True)
class Table:
    """Prints itself: `{{ table }}`. `params` is `request.GET`, so that sorting and paging keep the filters.

    `caption` is always there for those who listen; `show_caption=False` hides it from the eye.
    `noun` is what the rows are ("referrals"). `marked` may name a row's look: "late", "soon", "quiet".
    """

    caption: str
    columns: Sequence[Column]
    page: Page[Any]
    params: QueryDict | Mapping[str, Any] = field(default_factory=dict)
    noun: str = "rows"
    show_caption: bool = True
    empty: str = ""
    row_headed: bool = True
    csv_link: str = ""
    marked: Callable[[Any], str] | None = None
    id: str = "rows"

    @classmethod
    def of(cls, caption: str, columns: Sequence[Column], rows: Sequence[Any], **kwargs: Any) -> Table:
        """A table of everything there is, on one page."""
        return cls(caption, columns, Page(list(rows)), **kwargs)

    def __html__(self) -> str:
        return str(own_environment().get_template("ui/components/table.html").module.table(self))

    __str__ = __html__

    @property
    def how_many(self) -> str:
        """Showing 25 of many; All 7 referrals. Never a count of what is not on the page."""
        shown = len(self.page.rows)
        return f"All {shown:,} {self.noun}" if self.page.is_all else f"Showing {shown:,} of many {self.noun}"

    def address(self, **changes: str) -> str:
        """This page's address with some of its questions changed; an empty value takes one away."""
        asked = QueryDict(mutable=True)
        lists = self.params.lists() if hasattr(self.params, "lists") else ((k, [v]) for k, v in self.params.items())
        for name, values in lists:
            asked.setlist(name, values)
        for name, value in changes.items():
            asked.pop(name, None)
            if value:
                asked[name] = value
        return f"?{asked.urlencode()}"

    def sorted_by(self, column: Column) -> str:
        """ascending, descending or none: the words of aria-sort."""
        if self.page.sort.removeprefix("-") != column.sort or not column.sort:
            return "none"
        return "descending" if self.page.sort.startswith("-") else "ascending"

    def sort_link(self, column: Column) -> str:
        turned = f"-{column.sort}" if self.sorted_by(column) == "ascending" else column.sort
        return self.address(sort=turned, after="", before="")

    @property
    def next_link(self) -> str:
        return self.address(after=self.page.next_key, before="") if self.page.next_key else ""

    @property
    def previous_link(self) -> str:
        return self.address(before=self.page.previous_key, after="") if self.page.previous_key else ""

    def row_classes(self, row: Any) -> str:
        look = self.marked(row) if self.marked else ""
        return f"govuk-table__row kf-row--{look}" if look else "govuk-table__row"

    def csv(self) -> str:
        """The page's rows as CSV. No cell can start a formula: such cells are given a leading apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([guarded(column.title) for column in self.columns])
        for row in self.page.rows:
            writer.writerow([guarded((column.csv or column.read)(row)) for column in self.columns])
        return out.getvalue()

    def csv_response(self, filename: str) -> HttpResponse:
        # The mark at the start lets spreadsheets read the text as UTF-8.
        response = HttpResponse("\ufeff" + self.csv(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        response["Cache-Control"] = "no-store"
        return response


def guarded(value: Any) -> Any:
    """One CSV cell that no spreadsheet will run. Numbers stay numbers, dates are written 2026-03-12."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return filters.short_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    said = Markup(value).striptags() if hasattr(value, "__html__") else str(value)  # noqa: S704 - read, not shown
    return f"'{said}" if said.lstrip(" \u00a0").startswith(FORMULA_STARTS) else said
