"""Who may sign in to Saltmere, and what each might try first; `python -m demo.cast` rewrites cast.md."""

from dataclasses import dataclass
from datetime import date

from .place import HERE, HUB, organisations, workers
from .stories import stories

TOLD_ON = date(2026, 1, 1)  # the written cast does not change with the calendar


@dataclass(frozen=True, slots=True)
class Persona:
    username: str
    name: str
    role: str  # in words
    organisation: str  # its name, for people
    try_this: str
    organisation_code: str
    team: str


def personas() -> list[Persona]:
    """Everyone who may sign in, the co-located team first, in the order of saltmere.toml."""
    names = {body.code: body.name for body in organisations()} | {HUB: "the partnership"}
    return [
        Persona(
            worker.username, worker.name, place.title or place.role.replace("_", " ").capitalize(),
            names[place.organisation], worker.try_this, place.organisation, place.team,
        )
        for worker in workers()
        for place in worker.placements
    ]  # fmt: skip


def cast_list() -> str:
    """The text of cast.md."""
    lines = [
        "# Who is who in Saltmere",
        "",
        "Everyone here is invented. Written by `python -m demo.cast`.",
        "",
    ]
    lines += [
        "## People you can sign in as",
        "",
        "| sign in as | name | role | works for | try |",
        "|---|---|---|---|---|",
    ]
    for one in personas():
        lines.append(f"| {one.username} | {one.name} | {one.role} | {one.organisation} | {one.try_this} |")
    lines += ["", "## The stories", ""]
    for story in stories(1, TOLD_ON):
        warning = f" *Content: {story.warning.lower()}.*" if story.warning else ""
        people = ", ".join(sorted({p.called for p in story.people if not p.sealed}))
        lines += [f"### {story.title}", "", f"{story.about}{warning}", "", f"People: {people}.", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    (HERE / "cast.md").write_text(cast_list(), encoding="utf-8")
