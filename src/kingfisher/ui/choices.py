"""Fields of choices: radios, checkboxes, select, yes or no, and a single tick.

A choice may reveal further fields (`Choice("yes", "Yes", reveals=("why",))`). Without JavaScript they are
simply there beneath the choice; with it they appear when it is made. `forms.Form` asks for them only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from kingfisher.ui.bound import Bound, SelfRendering
from kingfisher.ui.jinja import govuk


@dataclass(frozen=True)
class Choice:
    """`alone` is for "none of these": choosing it clears the others. `shortcut` is a key that chooses it."""

    value: str
    label: str
    hint: str = ""
    reveals: tuple[str, ...] = ()
    alone: bool = False
    shortcut: str = ""


@dataclass(frozen=True)
class Divider:
    label: str = "or"


Offered = Iterable[Choice | Divider | tuple[Any, Any]] | Callable[[], Iterable[Any]]


def _said(value: Any) -> str:
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)


def _as_choice(offered: Any) -> Choice | Divider:
    if isinstance(offered, Choice | Divider):
        return offered
    value, label = offered
    return Choice(_said(value), str(label))


class _Offering(SelfRendering, forms.Field):
    """`choices` may be a list or a function; it may also be set on a form's own copy of the field."""

    verb = "Select"

    def __init__(self, label: str, choices: Offered = (), **kwargs: Any):
        self.choices = choices
        super().__init__(label, **kwargs)

    @property
    def offered(self) -> list[Choice | Divider]:
        return [_as_choice(one) for one in (self.choices() if callable(self.choices) else self.choices)]

    @property
    def options(self) -> list[Choice]:
        return [one for one in self.offered if isinstance(one, Choice)]

    def label_of(self, value: Any) -> str:
        """What the person read when they chose `value`."""
        return next((option.label for option in self.options if option.value == _said(value)), "")

    def revealed_by(self, chosen: Iterable[str]) -> set[str]:
        """Names of the fields that these answers reveal."""
        values = set(chosen)
        return {name for option in self.options if option.value in values for name in option.reveals}

    def all_revealed(self) -> set[str]:
        return self.revealed_by(option.value for option in self.options)

    def chosen(self, value: Any) -> list[str]:
        """The values chosen, as text, whether `value` is what was sent, or a starting value."""
        if value in (None, ""):
            return []
        return [_said(one) for one in value] if isinstance(value, list | tuple | set) else [_said(value)]

    def refuse_unknown(self, values: Iterable[str]) -> None:
        known = {option.value for option in self.options}
        if any(value not in known for value in values):
            raise ValidationError(f"Choose {self.called} from the list", code="unknown")

    def items(self, bound: Bound) -> list[dict[str, Any]]:
        chosen = self.chosen(bound.value())
        return [
            {"divider": one.label} if isinstance(one, Divider) else self._item(bound, one, one.value in chosen)
            for one in self.offered
        ]

    def _item(self, bound: Bound, option: Choice, checked: bool) -> dict[str, Any]:
        item: dict[str, Any] = {"value": option.value, "text": option.label, "checked": checked}
        if option.hint:
            item["hint"] = {"text": option.hint}
        if option.alone:
            item["behaviour"] = "exclusive"
        if option.reveals:
            inner = Markup("").join(bound.form[name].render() for name in option.reveals)
            item["conditional"] = {"html": inner}
        if option.shortcut:
            item["attributes"] = {"data-shortcut": option.shortcut}
        if self.disabled:
            item["disabled"] = True
        return item

    def grouped(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        params = self.shared(bound, look)
        if getattr(bound.form, "dense", False):
            params["classes"] = f"govuk-{self.component}--small {params['classes']}".strip()
        params["idPrefix"] = params.pop("id")
        params["fieldset"] = {"legend": self.heading(bound, look, "fieldset__legend")}
        return params | {"items": self.items(bound)}


class Radios(_Offering):
    """One of several. The cleaned value is the choice's value as text, or "" when left out."""

    component = "radios"
    widget = forms.TextInput

    def __init__(self, label: str, choices: Offered = (), *, inline: bool = False, **kwargs: Any):
        super().__init__(label, choices, **{"classes": "govuk-radios--inline" if inline else "", **kwargs})

    def to_python(self, value: Any) -> str:
        return _said(value).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            self.refuse_unknown([value])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _said(initial) != _said(data)

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        return self.grouped(bound, look)


class YesNo(Radios):
    """Yes or no. The cleaned value is True, False, or None when left out."""

    def __init__(self, label: str, *, yes: Choice | None = None, no: Choice | None = None, **kwargs: Any):
        choices = [yes or Choice("yes", "Yes"), no or Choice("no", "No")]
        super().__init__(label, choices, **{"inline": not any(one.reveals for one in choices), **kwargs})

    def chosen(self, value: Any) -> list[str]:
        return [{True: "yes", False: "no"}[value]] if isinstance(value, bool) else super().chosen(value)

    def clean(self, value: Any) -> bool | None:  # type: ignore[override]
        said = super().clean(self.chosen(value)[0] if self.chosen(value) else "")
        return {"yes": True, "no": False}.get(said)


class Select(Radios):
    """One of many, from a closed list. For ten or fewer, radios are quicker to read."""

    component = "select"

    def __init__(self, label: str, choices: Offered = (), *, blank: str = "Choose", **kwargs: Any):
        self.blank = blank
        super().__init__(label, choices, **kwargs)

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        chosen = self.chosen(bound.value())
        items = [{"value": "", "text": self.blank}] if self.blank else []
        for option in self.options:
            items.append({"value": option.value, "text": option.label, "selected": option.value in chosen})
        return {**self.shared(bound, look), "label": self.heading(bound, look), "items": items}


class Checkboxes(_Offering):
    """Any of several. The cleaned value is a list of the choices' values."""

    component = "checkboxes"
    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(self.chosen(value)))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        self.refuse_unknown(value)
        alone = [option for option in self.options if option.alone and option.value in value]
        if alone and len(value) > 1:
            raise ValidationError(f"Select “{alone[0].label}” by itself, or the others without it", code="alone")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.chosen(initial)) != set(self.chosen(data))

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        return self.grouped(bound, look)


class Tick(SelfRendering, forms.BooleanField):
    """One box to tick: a statement the person makes. Never a substitute for asking a question."""

    verb = "Tick the box:"
    shows_optional = False

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        params = self.shared(bound, look)
        item = {"value": "on", "text": self.label_text(bound), "checked": bool(bound.value())}
        if "hint" in params:
            item["hint"] = params.pop("hint")
        params["idPrefix"] = params.pop("id")
        if getattr(bound.form, "dense", False):
            params["classes"] = "govuk-checkboxes--small"
        return govuk("checkboxes", params | {"items": [item]})
