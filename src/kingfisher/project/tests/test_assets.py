"""What the pages load carries no branding that is not ours to use, and asks nothing of other machines."""

import pytest

from kingfisher.project import assets, env

LICENSED = "/*! licence of the typeface */"
FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format('woff2')}"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (f"a{{b:c}}{LICENSED}{FACE}d{{e:f}}", "a{b:c}d{e:f}"),
        ("a{background:url(/assets/images/govuk-crest.svg)}", "a{background:none}"),
        (
            "a{background:url(/assets/images/icon-document.svg)}",
            "a{background:url(images/icon-document.svg)}",
        ),
        ("a{b:c}\n/*# sourceMappingURL=x.min.css.map */\n", "a{b:c}\n\n"),
        ("export{a};//# sourceMappingURL=x.min.js.map", "export{a};"),
    ],
)
def test_branding_and_outside_addresses_are_taken_out(was, now):
    assert assets.cleaned(was) == now
    assert assets.faults(now) == []


def test_the_typeface_is_replaced_by_the_machines_own():
    said = assets.cleaned("a{font-family:GDS Transport,arial,sans-serif}")
    assert "system-ui" in said
    assert assets.faults(said) == []


@pytest.mark.parametrize(
    "left",
    [
        "a{font-family:'GDS Transport'}",
        "a{background:url(https://elsewhere.example/x.png)}",
        "a{background:url(//elsewhere.example/x.png)}",
        "a{background:url(/assets/images/new.png)}",
        "a{background:url(govuk-crest.svg)}",
    ],
)
def test_what_a_new_release_might_bring_is_noticed(left):
    assert assets.faults(left)


def test_what_lies_in_var_vendor_is_clean():
    top = env.checkout()
    folder = top / "var" / "vendor" if top else None
    if folder is None or not folder.is_dir():
        pytest.skip("no front-end files here yet: ./kingfisher test brings them")
    for name in assets.FILES:
        assert assets.faults((folder / name).read_text(encoding="utf-8")) == []
