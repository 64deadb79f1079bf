"""Beginning an import, bringing its rows in batch by batch, and ending it."""

from kingfisher.exchange.actions.apply import Tally, bring_in
from kingfisher.exchange.actions.carry import carry_out
from kingfisher.exchange.actions.linking import link_what_came
from kingfisher.exchange.actions.reports import SOURCE as REPORTS
from kingfisher.exchange.actions.reports import take_reports_in
from kingfisher.exchange.actions.run import begin, fail, finish, line_up, refuse, set_mapping, start

__all__ = [
    "REPORTS",
    "Tally",
    "begin",
    "bring_in",
    "carry_out",
    "fail",
    "finish",
    "line_up",
    "link_what_came",
    "refuse",
    "set_mapping",
    "start",
    "take_reports_in",
]
