"""Fields for days, rough days, moments and times. Days and times are read as in Europe/London."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from kingfisher.ui.bound import Bound, SelfRendering, upper_first
from kingfisher.ui.filters import LONDON
from kingfisher.ui.jinja import govuk
from kingfisher.ui.saidtimes import RoughDate, read_month, read_time


class Boxes(forms.Widget):
    """Reads several boxes, `name-day`, `name-month`, ... as a tuple; or one ISO value under `name` itself."""

    def __init__(self, parts: tuple[str, ...]):
        self.parts = parts
        super().__init__()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        whole = str(data.get(name) or "")
        typed = tuple(str(data.get(f"{name}-{part}") or "").strip() for part in self.parts)
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?", whole)
        if any(typed) or not iso:
            return typed
        said = {"year": iso[1], "month": iso[2], "day": iso[3], "time": iso[4] or ""}
        return tuple(said.get(part, "") for part in self.parts)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in self.parts)


class _InBoxes(SelfRendering, forms.Field):
    parts = ("day", "month", "year")
    widths = {"day": "2", "month": "3", "year": "4", "time": "5"}
    empty_values = [None, "", (), []]

    def __init__(self, label: str, **kwargs: Any):
        super().__init__(label, widget=Boxes(self.parts), **kwargs)

    def fault(self, text: str, *parts: str) -> ValidationError:
        return ValidationError(text, code="date", params={"parts": parts})

    def in_boxes(self, value: Any) -> tuple[str, ...]:
        """What stands in each box: what was typed, or the parts of a starting value."""
        if isinstance(value, tuple | list):
            return tuple(value)
        if isinstance(value, datetime):
            value = value.astimezone(LONDON)
        clock = f"{value:%H:%M}" if isinstance(value, datetime) else ""
        said = {part: clock if part == "time" else getattr(value, part, "") or "" for part in self.parts}
        return tuple(str(said[part]) for part in self.parts)

    def clean(self, value: Any) -> Any:
        boxes = dict(zip(self.parts, self.in_boxes(value), strict=True))
        if not any(boxes.values()):
            if self.required:
                raise self.fault(self.error_messages["required"], *self.parts)
            return None
        return self.read(boxes)

    def read(self, boxes: dict[str, str]) -> Any:
        raise NotImplementedError

    def read_day(self, boxes: dict[str, str]) -> date:
        name = upper_first(self.called)
        lacking = [part for part in ("day", "month", "year") if not boxes[part]]
        if lacking:
            raise self.fault(f"{name} must include a {' and a '.join(lacking)}", *lacking)
        month = self.read_month(boxes)
        year = self.read_year(boxes)
        try:
            return date(year, month, int(boxes["day"]))
        except ValueError:
            raise self.fault(f"{name} must be a real date: check the day", "day") from None

    def read_month(self, boxes: dict[str, str]) -> int:
        month = read_month(boxes["month"])
        if month is None:
            raise self.fault(f"{upper_first(self.called)} must have a real month, like 3 or March", "month")
        return month

    def read_year(self, boxes: dict[str, str]) -> int:
        if not re.fullmatch(r"[12][0-9]{3}", boxes["year"]):
            raise self.fault(f"{upper_first(self.called)} must have a year of 4 numbers, like 2012", "year")
        return int(boxes["year"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        blank = ("",) * len(self.parts)
        return (self.in_boxes(initial) if initial else blank) != (self.in_boxes(data) if data else blank)

    def items(self, bound: Bound) -> list[dict[str, Any]]:
        wrong = bound.faulty_parts or (set(self.parts) if bound.faults else set())
        boxes = zip(self.parts, self.in_boxes(bound.value()), strict=True)
        return [self._box(bound, part, typed, part in wrong) for part, typed in boxes if part != "words"]

    def _box(self, bound: Bound, part: str, typed: str, wrong: bool) -> dict[str, Any]:
        look = f"govuk-input--width-{self.widths[part]}" + (" govuk-input--error" if wrong else "")
        mode = "numeric" if part in ("day", "year") else "text"
        box = {
            "id": f"{bound.element_id}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": upper_first(part),
        }
        return box | {"value": typed, "classes": look, "inputmode": mode}

    def boxed(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        params = self.shared(bound, look)
        params["fieldset"] = {"legend": self.heading(bound, look, "fieldset__legend")}
        return params | {"items": self.items(bound)}

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        return govuk("date_input", self.boxed(bound, look))


class Date(_InBoxes):
    """A day in three boxes; the month may be typed as a word. The cleaned value is a date or None.

    `past=True` (today or before) and `future=True` (today or after) need the form to be given `today=`.
    """

    def __init__(self, label: str, *, past: bool = False, future: bool = False, **kwargs: Any):
        self.past, self.future = past, future
        self.earliest: date | None = kwargs.pop("earliest", date(1900, 1, 1))
        self.latest: date | None = kwargs.pop("latest", None)
        super().__init__(label, **kwargs)

    def read(self, boxes: dict[str, str]) -> Any:
        day = self.read_day(boxes)
        self.refuse_outside(day)
        return day

    def refuse_outside(self, day: date) -> None:
        name = upper_first(self.called)
        if (self.past or self.future) and self.today is None:
            raise TypeError("a date limited by today needs the form to be given today=")
        if self.past and day > self.today:
            raise self.fault(f"{name} must be today or in the past", *self.parts[:3])
        if self.future and day < self.today:
            raise self.fault(f"{name} must be today or in the future", *self.parts[:3])
        if self.earliest and day < self.earliest:
            raise self.fault(f"{name} must be on or after {self.earliest.day} {self.earliest:%B %Y}", *self.parts[:3])
        if self.latest and day > self.latest:
            raise self.fault(f"{name} must be on or before {self.latest.day} {self.latest:%B %Y}", *self.parts[:3])


class Moment(Date):
    """A day and a time of day. The cleaned value is an aware datetime in Europe/London, or None."""

    parts = ("day", "month", "year", "time")

    def read(self, boxes: dict[str, str]) -> datetime:
        day = super().read(boxes)
        at = read_time(boxes["time"])
        if at is None:
            raise self.fault(f"{upper_first(self.called)} must have a time, like 9:40am or 21:15", "time")
        return datetime.combine(day, at, tzinfo=LONDON)


class RoughDateField(_InBoxes):
    """A day as well as it is known: the day, or day and month, may be left empty, or only words given."""

    parts = ("day", "month", "year", "words")

    def __init__(self, label: str, *, words_label: str = "Or say roughly when, in words", **kwargs: Any):
        self.words_label = words_label
        super().__init__(label, **kwargs)

    def read(self, boxes: dict[str, str]) -> RoughDate:
        words = boxes["words"][:200]
        if not any(boxes[part] for part in ("day", "month", "year")):
            return RoughDate(words=words)
        if not boxes["year"]:
            raise self.fault(f"{upper_first(self.called)} must include a year, or be put in words", "year")
        if not boxes["day"] or not boxes["month"]:
            if boxes["day"]:
                raise self.fault(f"{upper_first(self.called)} must include a month when it has a day", "month")
            month = self.read_month(boxes) if boxes["month"] else None
            return RoughDate(self.read_year(boxes), month, None, words)
        day = self.read_day(boxes)
        return RoughDate(day.year, day.month, day.day, words)

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        words = {
            "label": {"text": self.words_label},
            "id": f"{bound.element_id}-words",
            "name": f"{bound.html_name}-words",
            "value": self.in_boxes(bound.value())[-1],
            "classes": "govuk-!-width-one-half",
            "autocomplete": "off",
        }
        # Inside the same group, so that one legend and one error cover the boxes and the words.
        after = Markup('</div><div class="kf-rough-words">{}').format(govuk("input", words))
        return govuk("date_input", self.boxed(bound, look) | {"formGroup": {"afterInputs": {"html": after}}})


class Time(SelfRendering, forms.Field):
    """A time of day in one box, however people type it. The cleaned value is a time, or None."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = read_time(str(value))
        if found is None:
            raise ValidationError(f"{upper_first(self.called)} must be a time, like 9:40am or 21:15", code="time")
        return found

    def shown(self, value: Any) -> str:
        return f"{value:%H:%M}" if isinstance(value, time) else super().shown(value)

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        params = {**self.shared(bound, look), "label": self.heading(bound, look)}
        params |= {"value": self.shown(bound.value()), "autocomplete": "off"}
        return govuk("input", params | {"classes": f"govuk-input--width-5 {params['classes']}".strip()})
