"""Whether words can be read on a colour: the contrast of WCAG 2.2 (success criterion 1.4.3), worked out. Pure."""

import re

ENOUGH = 4.5  # AA, for words of ordinary size
ON_HEADER = ("#ffffff", "#c9dfee")  # what stands on the header: the names on it


def is_colour(said: str) -> bool:
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", said))


def contrast(one: str, other: str) -> float:
    """From 1 (none) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_on(ground: str) -> float:
    """The contrast of whatever is hardest to read on a header of this colour."""
    return min(contrast(ground, each) for each in ON_HEADER)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
