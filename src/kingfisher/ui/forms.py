"""The form every page uses, and the summary of what needs attention at the top of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from markupsafe import Markup

from kingfisher.ui.choices import _Offering
from kingfisher.ui.jinja import govuk


class Form(forms.Form):
    """A plain form whose fields render themselves. `{{ form }}` prints all of them in order.

    A field that a choice reveals is asked for only when that choice is made; what stands in it otherwise is
    neither checked nor kept. `today` is needed by dates limited to the past or the future.
    """

    mark_optional = True
    dense = True  # smaller radios and checkboxes, for work; public forms say False
    error_css_class = required_css_class = ""

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any):
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.today = today

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name in self._not_revealed():
            self._errors.pop(name, None)
            field = self.fields[name]
            self.cleaned_data[name] = [] if isinstance(field.widget, forms.SelectMultiple) else None
            if isinstance(field, forms.CharField):
                self.cleaned_data[name] = ""

    def _not_revealed(self) -> set[str]:
        """Fields whose choice was not made, and whatever hangs on those in turn."""
        offering = {name: field for name, field in self.fields.items() if isinstance(field, _Offering)}
        hidden: set[str] = set()
        while True:
            shown: set[str] = set()
            for name, field in offering.items():
                if name not in hidden:
                    shown |= field.revealed_by(field.chosen(self[name].value()))
            found = {name for field in offering.values() for name in field.all_revealed()} - shown
            if found == hidden:
                return hidden
            hidden = found

    @property
    def at_top_level(self) -> list[str]:
        """Names of the fields that stand by themselves, not beneath a choice."""
        nested = {
            name for field in self.fields.values() if isinstance(field, _Offering) for name in field.all_revealed()
        }
        return [name for name in self.fields if name not in nested]

    def render_fields(self, *names: str) -> Markup:
        """This will print these fields, in this order; without names, all that stand by themselves."""
        return Markup("\n").join(self[name].render() for name in names or self.at_top_level)

    def render(self, *args: Any, **kwargs: Any) -> Markup:
        return self.render_fields()

    __str__ = __html__ = render

    def render_page_errors(self) -> Markup:
        """This will print the error summary, linking to each box that needs attention; or nothing."""
        return page_errors(self)


def page_errors(*forms_: Any, title: str = "There is a problem") -> Markup:
    """One summary for several forms or form sets on a page, in the order given."""
    faults = [fault for form in forms_ for fault in _faults(form)]
    if not faults:
        return Markup("")
    return govuk("error_summary", {"titleText": title, "errorList": faults})


def _faults(form: Any) -> list[dict[str, str]]:
    if isinstance(form, forms.BaseFormSet):
        within = [fault for one in form.forms for fault in _faults(one)]
        return [{"text": text} for text in form.non_form_errors()] + within if form.is_bound else []
    if not form.is_bound:
        return []
    found = [{"text": str(text)} for text in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        found += [{"text": text, "href": bound.error_link} for text in bound.faults]
    return found
