"""`./kingfisher clock RULE START`: when a limit that began then is due, by the rulebook as it stood that day."""

import argparse
import json
import sys
from datetime import date, datetime

from kingfisher.clocks.rules import first_due
from kingfisher.kernel.timing import LONDON, BrokenCalendar, Due
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import ClockRule, Source


class Unreadable(ValueError):
    """Something on the command line that is no rule or no moment; one sentence."""


def clock(words: list[str]) -> int:
    """One line: rule, due, unit, source. Days and months give a date, hours a moment. Touches no database.

    Exit code 1 where the rule or the moment is not known, with one sentence on standard error.
    """
    asked = _words().parse_args(words)
    if asked.list:
        print("\n".join(f"{rule.id:<32} {rule.title}" for rule in ask.clocks(on=date.max)))
        return 0
    try:
        started = _moment(asked.start)
        rule = _rule(asked.rule, started.astimezone(LONDON).date())
        due = first_due(rule, started, ask.calendar(rule.calendar))
    except Unreadable as why:
        print(why, file=sys.stderr)
        return 1
    except (BrokenCalendar, OverflowError) as why:
        print(f"{asked.rule} cannot be worked out from {asked.start}: {why}", file=sys.stderr)
        return 1
    told = {"rule": rule.id, "due": said(due), "unit": rule.unit.value, "source": cited(rule.source)}
    print(json.dumps(told, ensure_ascii=False) if asked.json else _sentence(rule, told))
    return 0


def said(due: Due) -> str:
    """ISO: the day of a limit in days, weeks or months, the moment (London's offset) of one in hours."""
    return due.on.isoformat() if due.unit.is_day else due.at.isoformat()


def cited(source: Source) -> str:
    """The source as one line."""
    return ", ".join(part for part in (source.instrument, source.paragraph, source.address) if part)


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kingfisher clock", description="When is it due?")
    parser.add_argument("rule", nargs="?", default="", help="the rule's code, such as icpc")
    parser.add_argument("start", nargs="?", default="", help="an ISO moment; London's time where it says no zone")
    parser.add_argument("--list", action="store_true", help="list the rules there are")
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")
    return parser


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        raise Unreadable(f"“{words}” is no moment: write it as 2026-03-02T09:30, or with a zone, +01:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _rule(code: str, on: date) -> ClockRule:
    try:
        return ask.clock(code, on=on)
    except ask.NotInRulebook:
        raise Unreadable(f"The rulebook has no clock “{code}”; ./kingfisher clock --list names them.") from None
    except ask.NotInForce:
        raise Unreadable(f"The clock “{code}” was not in force on {on:%d %B %Y}.") from None


def _sentence(rule: ClockRule, told: dict[str, str]) -> str:
    verified = "" if rule.verified else " (not yet verified in its source)"
    return f"{rule.title}: due {told['due']}. {rule.plain}\nSource: {told['source']}{verified}"
