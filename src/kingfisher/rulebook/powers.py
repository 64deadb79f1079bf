"""Ask the rulebook for what the law offers: every power, or one."""

from kingfisher.rulebook import ask
from kingfisher.rulebook.disrupting import Power


def powers() -> tuple[Power, ...]:
    """Every power, in its newest wording, those not yet begun included: a page says which are not."""
    return ask._all("power", Power)


def power(power_id: str) -> Power:
    """The power with this id. Raises NotInRulebook."""
    return ask._newest("power", power_id, Power)
