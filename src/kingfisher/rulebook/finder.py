"""Ask the rulebook for the rules of the nightly finder."""

from kingfisher.rulebook import ask
from kingfisher.rulebook.finding import FindingRule


def findings() -> tuple[FindingRule, ...]:
    """Every rule of the nightly finder, withdrawn ones included, by id."""
    return ask._all("finding", FindingRule)


def finding(rule_id: str) -> FindingRule:
    """The finder's rule of this id, in its newest wording. Raises NotInRulebook."""
    return ask._newest("finding", rule_id, FindingRule)
