"""Plain form fields that render themselves. Import the whole: `from kingfisher.ui import fields`.

Each takes its label first and says in words what to do when an answer is missing or does not fit.
Choices are in `choices.py`, dates and times in `dates.py`; both are offered here under one roof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from markupsafe import Markup, escape

from kingfisher.ui.bound import Bound, SelfRendering, upper_first
from kingfisher.ui.choices import Checkboxes, Choice, Divider, Radios, Select, Tick, YesNo
from kingfisher.ui.dates import Date, Moment, RoughDateField, Time
from kingfisher.ui.filters import counted
from kingfisher.ui.jinja import govuk
from kingfisher.ui.saidtimes import RoughDate


class Input(SelfRendering, forms.CharField):
    """One line of text. `width` in characters (2, 3, 4, 5, 10, 20, 30) or empty for the full width."""

    component = "input"

    def __init__(self, label: str, *, most: int = 200, width: int | None = None, **kwargs: Any):
        attributes = ("type", "inputmode", "autocomplete", "prefix", "suffix", "spellcheck")
        self.extras = {name: kwargs.pop(name) for name in attributes if name in kwargs}
        self.width = width
        super().__init__(label, max_length=most, **kwargs)
        called = self.called.replace("%", "%%")  # Django fills this sentence in with %
        self.error_messages["max_length"] = f"Shorten {called} to {most:,} characters or fewer"

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        params = {**self.shared(bound, look), "label": self.heading(bound, look)}
        params |= {"value": self.shown(bound.value()), "autocomplete": "off", **self.extras}
        for affix in ("prefix", "suffix"):
            if affix in self.extras:
                params[affix] = {"text": self.extras[affix]}
        if self.width:
            params["classes"] = f"govuk-input--width-{self.width} {params['classes']}".strip()
        return params


class Email(Input):
    def __init__(self, label: str, **kwargs: Any):
        kwargs = {"type": "email", "autocomplete": "email", "spellcheck": False, "most": 254, **kwargs}
        super().__init__(label, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            try:
                validate_email(value)
            except ValidationError:
                advice = "Enter an email address in the correct format, like name@example.org"
                raise ValidationError(advice, code="email") from None


class Phone(Input):
    """A telephone number, kept as typed; refused only when it cannot be one. Without + it is British."""

    def __init__(self, label: str, **kwargs: Any):
        kwargs = {"type": "tel", "autocomplete": "tel", "width": 20, "most": 40, **kwargs}
        super().__init__(label, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not self._could_be_one(value):
            raise ValidationError("Enter a telephone number, like 01632 960 001 or 07700 900 982", code="phone")

    @staticmethod
    def _could_be_one(value: str) -> bool:
        try:
            return phonenumbers.is_possible_number(phonenumbers.parse(value, "GB"))
        except phonenumbers.NumberParseException:
            return False


class Number(Input):
    """A whole number; "3,000" and "3 000" are read as 3000. The cleaned value is an int, or None."""

    def __init__(self, label: str, *, least: int | None = None, greatest: int | None = None, **kwargs: Any):
        self.least, self.greatest = least, greatest
        super().__init__(label, **{"inputmode": "numeric", "width": 5, "most": 20, **kwargs})

    def clean(self, value: Any) -> int | None:
        typed = re.sub(r"[,\s]", "", super().clean(value))
        if not typed:
            return None
        if not re.fullmatch(r"-?[0-9]+", typed):
            raise ValidationError(f"{upper_first(self.called)} must be a whole number, like 12", code="number")
        number = int(typed)
        if self.least is not None and number < self.least:
            raise ValidationError(f"{upper_first(self.called)} must be {self.least:,} or more", code="least")
        if self.greatest is not None and number > self.greatest:
            raise ValidationError(f"{upper_first(self.called)} must be {self.greatest:,} or fewer", code="greatest")
        return number


class Textarea(SelfRendering, forms.CharField):
    """Several lines. With `most`, a count of what is left is shown and read out."""

    def __init__(self, label: str, *, rows: int = 5, most: int | None = None, **kwargs: Any):
        self.rows, self.most = rows, most
        super().__init__(label, **kwargs)

    def to_python(self, value: Any) -> str:
        # Browsers send line ends as two characters but count them as one; so do we, or the counts disagree.
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            over = counted(len(value) - self.most, "character")
            raise ValidationError(f"Shorten {self.called} by {over}, to {self.most:,} or fewer", code="most")

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        return govuk("character_count" if self.most else "textarea", self.params(bound, look))

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        params = {**self.shared(bound, look), "label": self.heading(bound, look), "rows": self.rows}
        typed = escape(self.shown(bound.value()).replace("\r\n", "\n"))
        # The GOV.UK macros indent what they nest, which would push spaces into the person's own words.
        params["value"] = typed.replace("\n", Markup("&#10;"))
        return params | ({"maxlength": self.most} if self.most else {})


class FileUpload(SelfRendering, forms.FileField):
    """One file. `endings` such as (".pdf", ".docx"); `most_megabytes` refuses bigger ones in words."""

    component = "file_upload"
    verb = "Choose a file for"

    def __init__(self, label: str, *, endings: Iterable[str] = (), most_megabytes: int = 20, **kwargs: Any):
        self.endings, self.most_megabytes = tuple(ending.lower() for ending in endings), most_megabytes
        super().__init__(label, **kwargs)
        self.error_messages["empty"] = "The file is empty: choose another"

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        if self.endings and not file.name.lower().endswith(self.endings):
            wanted = " or ".join(ending.lstrip(".").upper() for ending in self.endings)
            raise ValidationError(f"Choose a file of type {wanted}", code="ending")
        if file.size > self.most_megabytes * 1_000_000:
            raise ValidationError(f"Choose a file smaller than {self.most_megabytes} MB", code="size")
        return file

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        attributes = {"accept": ",".join(self.endings)} if self.endings else {}
        return {
            **self.shared(bound, look),
            "label": self.heading(bound, look),
            "attributes": attributes,
            "javascript": True,
        }


class Hidden(SelfRendering, forms.CharField):
    """A value carried along unseen."""

    def __init__(self, label: str = "", **kwargs: Any):
        super().__init__(label, **{"required": False, "widget": forms.HiddenInput, **kwargs})

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        return Markup('<input type="hidden" name="{}" id="{}" value="{}">').format(
            bound.html_name, bound.element_id, self.shown(bound.value())
        )


__all__ = [
    "Checkboxes",
    "Choice",
    "Date",
    "Divider",
    "Email",
    "FileUpload",
    "Hidden",
    "Input",
    "Moment",
    "Number",
    "Phone",
    "Radios",
    "RoughDate",
    "RoughDateField",
    "Select",
    "Textarea",
    "Tick",
    "Time",
    "YesNo",
]
