"""What somebody typed into one search box, taken apart: numbers, dates, postcodes, and the rest is a name."""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from kingfisher.kernel import text
from kingfisher.people.rules import Said


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for. `names` are folded words; everything else compares by equality."""

    names: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    postcode: str = ""
    born_on: date | None = None

    def fits(self, said: Said | None) -> tuple[float, tuple[str, ...]]:
        """How well a statement fits (0 to 100 and more), with the reasons in words; 0 when it does not."""
        if said is None:
            return 0.0, ()
        score, reasons = 0.0, []
        held = {(i.scheme, i.value): i for i in said.identifiers}
        for number in self.numbers:
            if number in held:
                score += 100
                reasons.append(f"{number[0].replace('_', ' ').replace('nhs', 'NHS').replace('upn', 'UPN')}: the same")
        if self.names:
            likeness, sentence = self._name(said)
            if likeness < 70 and not score:
                return 0.0, ()
            score += likeness
            reasons.append(sentence)
        if self.born_on and said.born_on:
            if said.born_on == self.born_on:
                score += 60
                reasons.append("Birth date: the same")
            elif (said.born_on.year, said.born_on.day, said.born_on.month) == (
                self.born_on.year, self.born_on.month, self.born_on.day,
            ):  # fmt: skip
                score += 40
                reasons.append("Birth date: day and month the other way round")
            else:
                score -= 30
        if self.postcode and any(text.postcode(a.postcode) == self.postcode for a in said.addresses):
            score += 30
            reasons.append("Postcode: the same")
        return score, tuple(reasons)

    def _name(self, said: Said) -> tuple[float, str]:
        wanted = " ".join(self.names)
        usual = " ".join(text.name_tokens(f"{said.given_name} {said.middle_names} {said.family_name}"))
        others = [f"{a.given_name} {a.family_name}" for a in said.aliases] + [said.known_as]
        best = fuzz.token_set_ratio(wanted, usual)
        other = max((fuzz.token_set_ratio(wanted, " ".join(text.name_tokens(o))) for o in others if o), default=0)
        if other > best:
            return other, "Another name they are known by"
        return best, "Name: the same words" if best >= 99 else "Name: spelt much alike"


def read_search(words: str) -> Sought:
    """Take a search box apart. Never raises: what is not understood is taken for part of a name."""
    words = words.strip()[:200]
    numbers: list[tuple[str, str]] = []
    digits = re.sub(r"\D", "", words)
    nhs = re.search(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", words)
    if nhs and len(digits) >= 10:
        numbers.append(("nhs_number", re.sub(r"\D", "", nhs.group())))
        words = words.replace(nhs.group(), " ")
    upn = re.search(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b", words.upper())
    if upn:
        numbers.append(("upn", upn.group()))
        words = re.sub(upn.group(), " ", words, flags=re.IGNORECASE)
    born = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b", words)
    born_on = None
    if born:
        parts = [int(g) for g in born.groups() if g]
        year, month, day = (parts[2], parts[1], parts[0]) if born.group(3) else parts
        try:
            born_on = date(year, month, day)
        except ValueError:
            born_on = None
        words = words.replace(born.group(), " ")
    postcode = ""
    found = re.search(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b", words)
    if found:
        postcode = text.postcode(found.group()) or ""
        words = words.replace(found.group(), " ")
    return Sought(tuple(text.name_tokens(words)), tuple(numbers), postcode, born_on)
