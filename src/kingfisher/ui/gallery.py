"""Every component on one page, for building and checking; mounted at /gallery in the demonstration only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from kingfisher.ui import charts, fields
from kingfisher.ui.context import NavItem, WhoBar
from kingfisher.ui.fields import Choice, Divider
from kingfisher.ui.forms import Form
from kingfisher.ui.paging import Page
from kingfisher.ui.tables import Column, Table

AT = datetime(2026, 3, 12, 9, 40, tzinfo=UTC)


class Example(Form):
    """One of each field; two of them hang on an answer."""

    name = fields.Input("Full name", hint="As it was given to you", width=30)
    reference = fields.Input("Reference", prefix="KF", width=10, required=False)
    story = fields.Textarea("What has happened?", rows=4, most=500, hint="In your own words")
    told = fields.YesNo("Has the person been told?", no=Choice("no", "No", reveals=("why_not",)))
    why_not = fields.Textarea("Why not?", rows=2)
    how = fields.Radios(
        "How should we reach you?",
        [
            Choice("phone", "By telephone", reveals=("phone",)),
            Choice("post", "By letter"),
            Divider(),
            ("none", "Not at all"),
        ],
    )
    phone = fields.Phone("Telephone number")
    seen = fields.Checkboxes(
        "What did you see?",
        [("a", "Something said"), ("b", "Something done"), Choice("none", "None of these", alone=True)],
    )
    area = fields.Select("Area", [("n", "North"), ("s", "South")])
    born = fields.Date("Date of birth", hint="For example 27 3 2012 or 27 March 2012", past=True)
    since = fields.RoughDateField("Since when?", hint="As well as you know it", required=False)
    happened = fields.Moment("When did it happen?", hint="For example 12 March 2026, 9:40am", required=False)
    call_at = fields.Time("Best time to call", hint="For example 9:40am or 21:15", required=False)
    children = fields.Number("Number of people", least=1, greatest=30, required=False)
    email = fields.Email("Email address", required=False)
    paper = fields.FileUpload("A file", endings=(".pdf", ".docx"), required=False)
    sure = fields.Tick("I have read this over")


def _table() -> Table:
    rows = [
        {"ref": "KF-7K2P-M4", "what": "First of the day", "days": 1, "at": AT, "state": "late"},
        {
            "ref": "KF-9QRT-X2",
            "what": "Another one",
            "days": 1200,
            "at": AT - timedelta(days=3),
            "state": "soon",
        },
        {
            "ref": "KF-3HJW-B8",
            "what": "<b>Not bold</b>",
            "days": 3,
            "at": AT - timedelta(days=9),
            "state": "",
        },
    ]
    columns = [
        Column("Reference", "ref", kind="ref", sort="ref", link=lambda row: "#rows"),
        Column("What", "what"),
        Column("Arrived", "at", kind="moment", sort="at"),
        Column("Days", "days", kind="number", sort="days"),
    ]
    page = Page(rows, next_key="abc", previous_key="xyz", sort="-at")
    return Table("Waiting now", columns, page, noun="referrals", marked=lambda row: row["state"], csv_link="#csv")


def _timeline() -> list[dict[str, Any]]:
    return [
        {
            "happened": date(2026, 3, 11),
            "time": "11:20pm",
            "age": "age 13",
            "known": AT,
            "title": "Found at a railway station",
            "body": "Alone, with a phone that was not theirs.\nSaid they were waiting for a friend.",
            "source": "Saltmere Police",
            "author": "PC A Marsh",
            "how": "Seen by the author",
            "tone": "red",
            "tags": ["Missing"],
        },
        {
            "happened": fields.RoughDate(2025, 11),
            "known": AT - timedelta(days=40),
            "title": "Stopped coming to lessons on Fridays",
            "source": "Harbour School",
            "author": "Head of year",
            "how": "Told by another",
        },
        {
            "happened": date(2024, 5, 2),
            "title": "Moved to the area",
            "source": "Registration",
            "tone": "quiet",
        },
    ]


def _compare() -> list[dict[str, str]]:
    return [
        {
            "label": "Name",
            "left": "Mya Reed",
            "right": "Maya Reed",
            "how": "close",
            "why": "one letter apart",
        },
        {"label": "Born", "left": "3 May 2012", "right": "3 May 2012", "how": "same"},
        {
            "label": "Address",
            "left": "4 Quay Street",
            "right": "19 Mill Lane",
            "how": "differs",
            "why": "moved in 2025",
        },
        {"label": "Telephone", "left": "", "right": "07700 900 123", "how": "missing"},
    ]


def _pictures() -> list[Markup]:
    bars = [
        charts.Bar("North", 12, "12 of 40", "green"),
        charts.Bar("South", 31, "31 of 40", "amber"),
        charts.Bar("East", 4),
    ]
    marks = [
        charts.Mark(date(2025, 11, 3), "Plan", until=date(2026, 1, 20)),
        charts.Mark(date(2026, 2, 2), "Missing", tone="red"),
        charts.Mark(date(2025, 9, 9), "Started school"),
    ]
    strip = charts.timeline_strip("The last seven months", marks, start=date(2025, 8, 20), end=date(2026, 3, 12))
    return [charts.bar_rows("Seen in time, by area", bars, greatest=40), strip]


def gallery(request: HttpRequest) -> HttpResponse:
    """The page; `?faults` shows the form with its errors."""
    form = Example({"born-day": "31", "born-month": "feb"}, today=AT.date()) if "faults" in request.GET else Example()
    said = {
        "form": form,
        "table": _table(),
        "timeline": _timeline(),
        "rows": _compare(),
        "pictures": _pictures(),
        "at": AT,
        "due": AT + timedelta(hours=3),
        "past": AT - timedelta(hours=5),
        "who": WhoBar("Priya Nair", "Saltmere County Council", "Triage manager", "Deciding on a concern"),
        "navigation": [
            NavItem("My work", request.path, "4"),
            NavItem("Inbox", "#inbox"),
            NavItem("People", "#people"),
        ],
        "demo": True,
        "search_url": "#",
        "change_url": "#change",
        "sign_out_url": "#out",
        "partnership_name": "Saltmere Safeguarding Partnership",
    }
    return render(request, "ui/gallery.html", said)


def public_gallery(request: HttpRequest) -> HttpResponse:
    """The public frame with the same form."""
    said = {"form": Example(), "partnership_name": "Saltmere Safeguarding Partnership", "demo": True}
    return render(request, "ui/gallery_public.html", said)


def paper_gallery(request: HttpRequest) -> HttpResponse:
    """The frame for paper."""
    said = {
        "timeline": _timeline(),
        "table": _table(),
        "at": AT,
        "handling": "Official: for the meeting of 12 March only",
    }
    said["who"] = WhoBar("Priya Nair", "Saltmere County Council", "Triage manager")
    return render(request, "ui/gallery_paper.html", said)
