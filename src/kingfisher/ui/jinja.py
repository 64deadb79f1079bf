"""The template environment. Its root is `src/kingfisher`, so a template's name is its path.

Three things a template may always use, besides the filters in `filters.py`:
`kf.<macro>(...)` our own components, `govuk.<component>({...})` those of GOV.UK, `page_errors(form)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Undefined,
)

from kingfisher.ui import filters

ROOT = Path(__file__).resolve().parent.parent
COMPONENTS = ROOT / "ui" / "components"


class Unsaid(Undefined):
    """What stands for a value nobody passed.

    A key missing from a dict is simply empty (the GOV.UK macros rely on it). A *name* nobody passed, or an
    attribute an object does not have, is a mistake in the page: printing or looping over it raises, so that
    a misspelt name can never show as a silent gap in somebody's record. Asking "is there any?" is allowed.
    """

    def _is_a_mistake(self) -> bool:
        if self._undefined_name is None:
            return False
        holder = self._undefined_obj
        return holder is not None and not isinstance(holder, Mapping | Undefined)

    def __str__(self) -> str:
        return self._raise() if self._is_a_mistake() else super().__str__()

    def __iter__(self) -> Any:
        return self._raise() if self._is_a_mistake() else super().__iter__()

    def __html__(self) -> str:
        return str(self)

    def _raise(self) -> NoReturn:
        self._fail_with_undefined_error()
        raise AssertionError


class _Macros:
    """Finds a macro by name when a template first asks for it: `kf.clock`, `govuk.button`."""

    def __init__(self, find: Callable[[str], Any]):
        self._find = find

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._find(name)


def _own_macro(env: Environment) -> Callable[[str], Any]:
    homes: dict[str, str] = {}

    def find(name: str) -> Any:
        if name not in homes:
            for file in sorted(COMPONENTS.glob("*.html")):
                module = env.get_template(f"ui/components/{file.name}").module
                homes.update({macro: file.name for macro in vars(module) if not macro.startswith("_")})
        if name not in homes:
            raise AttributeError(f"there is no component called {name} in ui/components")
        return getattr(env.get_template(f"ui/components/{homes[name]}").module, name)

    return find


def _govuk_macro(env: Environment) -> Callable[[str], Any]:
    def find(name: str) -> Any:
        words = name.split("_")
        template = env.get_template(f"govuk_frontend_jinja/components/{'-'.join(words)}/macro.html")
        return getattr(template.module, "govuk" + "".join(word.capitalize() for word in words))

    return find


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`url("referrals:triage", ref=referral.ref)`; ends with `?key=value` for `query={"key": value}`."""
    query = kwargs.pop("query", None)
    return reverse(name, args=args or None, kwargs=kwargs or None, query=query)


def environment(**options: Any) -> Environment:
    """This will build the environment for Django's Jinja2 backend or, without options, for our own use."""
    options["autoescape"] = True
    options["undefined"] = Unsaid
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader(ROOT),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - autoescape is set above
    env.filters.update(filters.ALL)
    env.globals.update(
        static=static,
        url=url,
        kf=_Macros(_own_macro(env)),
        govuk=_Macros(_govuk_macro(env)),
        page_errors=_page_errors,
    )
    return env


def _page_errors(*forms: Any) -> Any:
    from kingfisher.ui.forms import page_errors  # forms render through this module: a loop if imported above

    return page_errors(*forms)


@lru_cache(maxsize=1)
def own_environment() -> Environment:
    """The environment with which fields and tables render themselves, whatever shows the page."""
    return environment(auto_reload=False)


def govuk(component: str, params: Mapping[str, Any]) -> Any:
    """This will render one GOV.UK component: `govuk("date_input", {...})`; what comes back is safe HTML."""
    return getattr(own_environment().globals["govuk"], component)(params)


__all__ = ["ROOT", "environment", "govuk", "own_environment", "url"]
