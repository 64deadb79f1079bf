"""The family as a picture: the oldest above, a couple side by side, brothers and sisters with the child."""

from markupsafe import Markup

from kingfisher.kernel.links import url_for
from kingfisher.people.queries.family import PARENTS, Family, Kin
from kingfisher.rulebook import ask
from kingfisher.ui.filters import plain_list
from kingfisher.ui.kin_tree import Node, Picture, tree

SHAPES = {"F": "circle", "M": "square"}
ORDER = {"father": 1, "mother": 2, "parent": 2, "step_parent": 3, "parents_partner": 3}  # from left to right
OF_ONE_HOUSE = ("sibling", "half_sibling")
MOST_IN_A_ROW = 9


def family_picture(family: Family) -> Markup:
    """Drawn; empty where nobody is told of. The page sets the same in words beside it."""
    if family.is_empty:
        return Markup("")
    rows = [_row(family, generation) for generation in (2, 1, 0, -1)]
    others = [one for one in family.kin if one.generation is None][:MOST_IN_A_ROW]
    drawn = [[_node(one, one is family.child) for one in row] for row in (*rows, others) if row]
    bars = []
    parents = [k.key for k in rows[1] if k.relationship in PARENTS]
    young = [family.child.key, *(k.key for k in rows[2] if k.relationship in OF_ONE_HOUSE)]
    if parents:
        bars.append((parents, young))
    if rows[0] and rows[1]:
        bars.append(([k.key for k in rows[0]], [k.key for k in rows[1] if k.relationship in PARENTS][:1]))
    if rows[3]:
        bars.append(([family.child.key], [k.key for k in rows[3]]))
    alternative = plain_list(f"{one.name}, {words(one)}" for one in family.kin)
    title = f"Family and others around {family.child.name}"
    return tree(title, f"{title}: {alternative}.", Picture(drawn, family.couples, bars))


def _row(family: Family, generation: int) -> list[Kin]:
    """Those of one generation; parents in the middle, each beside whom they are with."""
    row = [one for one in family.kin if one.generation == generation]
    if generation == 1:
        row.sort(key=lambda k: ORDER.get(k.relationship, 0))
    if generation == 0:
        older = [k for k in row if k.born_on and family.child.born_on and k.born_on <= family.child.born_on]
        older.sort(key=lambda k: k.born_on)
        younger = [k for k in row if k not in older]
        row = [*older, family.child, *younger]
    return row[:MOST_IN_A_ROW]


def _node(one: Kin, is_child: bool) -> Node:
    lines = [] if is_child else [relationship(one)]
    lines += [word for word, so in (("no contact allowed", one.no_contact), ("same home", one.lives_together)) if so]
    if one.died_on:
        lines.append(f"died {one.died_on.year}")
    return Node(
        key=one.key, shape=SHAPES.get(one.sex, "diamond"), inside="" if one.age is None else str(one.age),
        label=one.name, lines=tuple(lines),
        href=(url_for("people.person", one.person_id) or "") if one.person_id and not is_child else "",
        main=is_child, crossed=one.died_on is not None, home=is_child or bool(one.lives_together),
        barred=one.no_contact,
    )  # fmt: skip


def relationship(one: Kin) -> str:
    """What somebody is to the child, in words."""
    said = ask.label("relationship_kind", one.relationship).lower()
    return f"{said}, until {one.until_on.year}" if one.until_on else said


def words(one: Kin) -> str:
    """One relative in words, as the picture shows them."""
    told = [
        relationship(one), f"aged {one.age}" if one.age is not None else "", "same home" if one.lives_together else "",
        "no contact allowed" if one.no_contact else "",
    ]  # fmt: skip
    return ", ".join(word for word in told if word)
