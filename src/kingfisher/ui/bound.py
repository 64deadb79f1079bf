"""What every field has in common: it renders itself, label, hint and error together."""

from __future__ import annotations

from typing import Any

from django import forms
from markupsafe import Markup

from kingfisher.ui.filters import lower_first
from kingfisher.ui.jinja import govuk


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


class Bound(forms.BoundField):
    """A field on a form: `{{ form.name }}` prints the whole component."""

    def render(self, **changes: Any) -> Markup:  # type: ignore[override]
        """This will print the component; `changes` may be `label_size="l"` or `page_heading=True`."""
        look = {**self.field.look, **changes}
        return self.field.draw(self, look)

    __str__ = __html__ = render  # type: ignore[assignment]

    @property
    def element_id(self) -> str:
        return self.auto_id or self.html_name

    @property
    def faults(self) -> list[str]:
        return [str(fault) for fault in self.errors]

    @property
    def faulty_parts(self) -> set[str]:
        """Which boxes of a several-box field the errors are about; empty means all of them."""
        named = (fault.params or {} for fault in self.errors.as_data())
        return {part for params in named for part in params.get("parts", ())}

    @property
    def error_link(self) -> str:
        """Where the error summary sends people: the first box that needs attention."""
        parts = self.field.parts
        if not parts:
            return f"#{self.element_id}"
        first = next((part for part in parts if part in self.faulty_parts), parts[0])
        return f"#{self.element_id}-{first}"


class SelfRendering:
    """Mixed into Django's plain form fields.

    `called` is how an error names the thing ("the child's date of birth"; else made from the label);
    `empty` replaces the whole sentence shown when a needed answer is missing.
    """

    component = ""
    parts: tuple[str, ...] = ()
    verb = "Enter"
    shows_optional = True

    def __init__(self, label: str, *, hint: str = "", called: str = "", empty: str = "", **kwargs: Any):
        self.look: dict[str, Any] = {
            "label_size": "s",
            "page_heading": False,
            "classes": kwargs.pop("classes", ""),
        }
        self.hint = hint
        self.called = called or lower_first(label.rstrip("?:. "))
        self.today = None
        super().__init__(label=label, help_text=hint, **kwargs)
        self.error_messages["required"] = empty or self._default_empty(label)

    def _default_empty(self, label: str) -> str:
        if not label.endswith("?"):
            return f"{self.verb} {self.called}"
        return f"{'Answer' if self.verb == 'Enter' else 'Select an answer to'} “{label}”"

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Bound:
        return Bound(form, self, field_name)

    def label_text(self, bound: Bound) -> str:
        marked = self.shows_optional and not self.required and getattr(bound.form, "mark_optional", True)
        return f"{bound.label} (optional)" if marked else str(bound.label)

    def heading(self, bound: Bound, look: dict[str, Any], kind: str = "label") -> dict[str, Any]:
        """The label or, with kind="fieldset__legend", the legend."""
        return {
            "text": self.label_text(bound),
            "classes": f"govuk-{kind}--{look['label_size']}" if look["label_size"] else "",
            "isPageHeading": look["page_heading"],
        }

    def shared(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        """Name, id, hint and error: what all components take."""
        params: dict[str, Any] = {"name": bound.html_name, "id": bound.element_id, "classes": look["classes"]}
        if self.hint:
            params["hint"] = {"html": self.hint} if hasattr(self.hint, "__html__") else {"text": self.hint}
        if bound.faults:
            params["errorMessage"] = {"html": Markup("<br>").join(bound.faults)}
        if self.disabled:
            params["disabled"] = True
        return params

    def shown(self, value: Any) -> str:
        """What stands in the box: what was typed, or the starting value."""
        return "" if value is None else str(value)

    def draw(self, bound: Bound, look: dict[str, Any]) -> Markup:
        return govuk(self.component, self.params(bound, look))

    def params(self, bound: Bound, look: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError
