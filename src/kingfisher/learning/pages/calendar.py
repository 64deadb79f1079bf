"""One place as a calendar file (iCalendar, RFC 5545): for whoever holds the link of her booking. It names no child."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from kingfisher.access.entry import acting_as, public
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.tokens import held
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries
from kingfisher.learning.actions.letters import BOOKING
from kingfisher.learning.pages.door import training_door
from kingfisher.learning.queries import MyBooking

LINE_OCTETS = 75


@public
@nothing_leaves("a learner's own place on a course: the day, the place and how to join; nothing of any child")
def my_booking_ics(request: HttpRequest, token: str) -> HttpResponse:
    """Only of a place somebody still has; one that was given back is in nobody's calendar."""
    door = training_door(request)
    with acting_as(door):
        found = queries.booking_of(door, held(token, BOOKING))
    if not found.is_live or not found.is_confirmed:
        raise NotThere
    answer = HttpResponse(as_ics(found, at=door.at), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="course-{found.ref}.ics"'
    return answer


def as_ics(found: MyBooking, *, at: datetime) -> bytes:
    """One event. Bringing it in again changes the one that is there: its UID is the place's."""
    event = found.event
    waiting = "On the waiting list: " if found.state == "waiting" else ""
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kingfisher//Training//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:{found.id}@kingfisher", f"DTSTAMP:{_moment(at)}", f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}", f"SUMMARY:{_text(waiting + event.course.title)}",
        f"LOCATION:{_text(event.place)}", f"DESCRIPTION:{_text(found.joining)}",
        f"STATUS:{'TENTATIVE' if waiting else 'CONFIRMED'}", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    return b"".join(_folded(line) for line in lines)


def _moment(on: datetime) -> str:
    return f"{on.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A text value: what would end or divide it is escaped, so that no words begin a line of their own."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join("".join(c for c in line if c.isprintable()) for line in words.splitlines())


def _folded(line: str) -> bytes:
    """Lines of at most 75 octets, never divided within a letter; each further one begins with a space."""
    pieces, piece = [], b""
    for letter in line:
        said = letter.encode()
        if len(piece) + len(said) > LINE_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += said
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
