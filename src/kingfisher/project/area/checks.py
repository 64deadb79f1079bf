"""What is wrong with a partnership as its file says it, each in a sentence; and what is worth thinking about."""

import re

from kingfisher.project.area import colours
from kingfisher.project.area.shapes import Area, Body

MOST_LOGO_BYTES = 200_000
PNG = b"\x89PNG\r\n\x1a\n"
CODE = re.compile(r"[a-z][a-z0-9-]{1,39}\Z")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
# Whom the law makes a safeguarding partner (Children Act 2004 s.16E): by the kind of their agency.
PARTNERS = {"council": "the local authority", "icb": "the integrated care board", "police": "the police"}


def faults_in(area: Area, kinds: set[str]) -> list[str]:
    return [*_partnership_faults(area), *_body_faults(area, kinds), *_people_faults(area)]


def _partnership_faults(area: Area) -> list[str]:
    found = [] if area.name else ["The partnership needs a name."]
    if area.exit_url and not area.exit_url.startswith("https://"):
        found.append("exit_url must begin with https://.")
    if area.colour and not colours.is_colour(area.colour):
        found.append(f"colour must be of the form #0a3450, not {area.colour!r}.")
    elif area.colour and (least := colours.least_on(area.colour)) < colours.ENOUGH:
        found.append(f"On {area.colour} the names in the header cannot be read: their contrast is {least:.1f} to 1, "
                     f"and WCAG AA asks {colours.ENOUGH}. Choose a darker colour.")  # fmt: skip
    if area.logo:
        found += _logo_faults(area)
    if area.rulebook and not area.rulebook.is_dir():
        found.append(f"There is no folder {area.rulebook}.")
    return found


def _logo_faults(area: Area) -> list[str]:
    assert area.logo is not None
    try:
        content = area.logo.read_bytes()
    except OSError as why:
        return [f"The logo {area.logo} cannot be read: {why.strerror}."]
    found = [] if content.startswith(PNG) else [f"The logo {area.logo} is not a PNG picture."]
    if len(content) > MOST_LOGO_BYTES:
        found.append(f"The logo is {len(content) // 1000} KB; {MOST_LOGO_BYTES // 1000} at most.")
    return found if area.logo_alt else [*found, "logo_alt must say in words what the logo shows."]


def _body_faults(area: Area, kinds: set[str]) -> list[str]:
    found, codes = [], [body.code for body in area.bodies]
    for at, body in enumerate(area.bodies):
        if not CODE.match(body.code) or body.code == "hub":
            found.append(f"{body.code!r} cannot be a code: small letters, digits and hyphens, and not “hub”.")
        if codes.count(body.code) > 1 and codes.index(body.code) == at:
            found.append(f"Two agencies have the code {body.code}.")
        if not body.name:
            found.append(f"{body.code} needs a name.")
        if body.kind not in kinds:
            found.append(f"{body.code}: {body.kind!r} is no kind of agency; there are {', '.join(sorted(kinds))}.")
        if body.within and body.within not in codes[:at]:
            found.append(f"{body.code} is within {body.within}, which must come before it in the file.")
        if not _is_kept(body, area):
            found.append(f"{body.code} has no administrator, nor has an agency it is within.")
    for kind, who in PARTNERS.items():
        if not any(body.kind == kind and body.lead_partner for body in area.bodies):
            found.append(
                f"A partnership has three lead partners: {who} (kind {kind!r}, lead_partner = true) is missing."
            )
    wrong = [body.code for body in area.bodies if body.lead_partner and body.kind not in PARTNERS]
    found += [f"{code} cannot be a lead partner: only {', '.join(PARTNERS.values())} can." for code in wrong]
    for group in area.groups:
        if group.host not in codes or not group.code or not group.name:
            found.append(f"The team {group.code or group.name!r} needs a code, a name and a host among the agencies.")
    return found


def _is_kept(body: Body, area: Area) -> bool:
    above = {one.code: one for one in area.bodies}
    seen: set[str] = set()
    at: Body | None = body
    while at and at.code not in seen:
        if at.administrators:
            return True
        seen.add(at.code)
        at = above.get(at.within)
    return False


def _people_faults(area: Area) -> list[str]:
    found, emails = [], [person.email.lower() for person in area.people()]
    for person in area.people():
        if not person.name or not EMAIL.match(person.email):
            found.append(f"{person.name or person.email or 'Somebody'} needs a name and an e-mail address.")
    found += [
        f"Two people have the address {each}." for each in sorted({e for e in emails if e and emails.count(e) > 1})
    ]
    return found


def thoughts_on(area: Area) -> list[str]:
    found = [f"{body.short_name} has one administrator: nobody can help her in when she is locked out."
             for body in area.bodies if len(body.administrators) == 1]  # fmt: skip
    found += [f"{body.short_name} names nobody who leads it as a partner: its administrator gives that place."
              for body in area.bodies if body.lead_partner and not body.lead]  # fmt: skip
    if not any(body.answers_checks for body in area.bodies):
        found.append("No agency answers checks: the front door will have nobody to ask.")
    return found
