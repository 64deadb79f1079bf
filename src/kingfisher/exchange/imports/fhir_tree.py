"""FHIR resources one at a time, from JSON or XML, in one shape: every element is a list of values.

A value is text, or names to lists. The narrative (`text` with its `div`) is never looked at. Files may be a
single resource, a Bundle, a JSON list, or one resource on each line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusals import WrongEncoding
from .xmltree import BreaksOff, Node, elements

Tree = dict[str, list[Any]]
_BLANK = " \t\r\n"
_MOST_KINDS = 64


@dataclass(frozen=True)
class Resource:
    """One resource: its kind (Patient, ...), its elements, as it was said, and the line it began on."""

    kind: str
    tree: Tree
    said: dict[str, Any]
    line: int


@dataclass(frozen=True)
class Unread:
    """Something that should be a resource and is not; `ends` when nothing after it can be read."""

    line: int
    why: str
    ends: bool = False


def from_xml(path: Path, root: str) -> Iterator[Resource | Unread]:
    """Resources of an XML file whose first element is `root` (without namespace)."""
    wanted = "entry" if root == "Bundle" else root
    with path.open("rb") as stream:
        for node in elements(stream, wanted):
            if isinstance(node, BreaksOff):
                yield Unread(node.line, f"the file breaks off here ({node.why})", ends=True)
                return
            if wanted != "entry":
                yield _xml_resource(node)
                continue
            box = node.first("resource")
            if box is None or not box.children:
                yield Unread(node.line, "this entry holds no resource")
            else:
                yield _xml_resource(box.children[0])


def _xml_resource(node: Node) -> Resource:
    tree = _xml_tree(node)
    tree.pop("text", None)
    return Resource(node.tag, tree, dict(tree), node.line)


def _xml_tree(node: Node) -> Tree:
    tree: Tree = {name: [value] for name, value in node.attributes.items() if name in ("url", "id")}
    for child in node.children:
        if child.tag == "div":
            continue
        value = child.attributes["value"] if "value" in child.attributes else _xml_tree(child)
        tree.setdefault(child.tag, []).append(value)
    return tree


def from_json(path: Path) -> Iterator[Resource | Unread]:
    """Resources of a JSON file, without building the whole of a large Bundle at once."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding("The letters in this file cannot be read. Save it as UTF-8.") from error
    yield from _Scanner(text).resources()


class _Scanner:
    """Walks the outermost level of a JSON text and decodes one entry at a time."""

    def __init__(self, text: str):
        self.text, self.at, self.line, self.counted = text, 0, 1, 0
        self.decode = json.JSONDecoder().raw_decode

    def resources(self) -> Iterator[Resource | Unread]:
        try:
            while self._next():
                if self.text[self.at] == "[":
                    yield from self._items(is_entry=False)
                elif self.text[self.at] == "{":
                    yield from self._outermost()
                else:
                    raise ValueError("this is neither a resource nor a list of them")
        except (ValueError, RecursionError, IndexError) as error:
            why = "it is nested too deeply" if isinstance(error, RecursionError) else "it is not JSON from here on"
            yield Unread(self._line_here(), f"the file breaks off here: {why}", ends=True)

    def _next(self) -> bool:
        text, end = self.text, len(self.text)
        while self.at < end and text[self.at] in _BLANK:
            self.at += 1
        return self.at < end

    def _line_here(self) -> int:
        at = min(self.at, len(self.text))
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line

    def _value(self) -> Any:
        self._next()
        value, self.at = self.decode(self.text, self.at)
        self._next()
        return value

    def _expect(self, marks: str) -> str:
        if not self._next() or self.text[self.at] not in marks:
            raise ValueError("broken")
        self.at += 1
        return self.text[self.at - 1]

    def _outermost(self) -> Iterator[Resource | Unread]:
        line = self._line_here()
        self.at += 1
        top: dict[str, Any] = {}
        has_entries = False
        while self._next() and self.text[self.at] != "}":
            name = self._value()
            self._expect(":")
            self._next()
            if name == "entry" and self.text[self.at] == "[":
                has_entries = True
                yield from self._items(is_entry=True)
            else:
                top[str(name)] = self._value()
            self._next()
            if self.text[self.at] == "}":
                break
            self._expect(",")
        self._expect("}")
        if not has_entries:
            yield _json_resource(top, line)

    def _items(self, is_entry: bool) -> Iterator[Resource | Unread]:
        self.at += 1
        while self._next() and self.text[self.at] != "]":
            line = self._line_here()
            item = self._value()
            if is_entry:
                item = item.get("resource") if isinstance(item, dict) else item
            yield _json_resource(item, line)
            if self.text[self.at] == "]":
                break
            self._expect(",")
        self._expect("]")


def _json_resource(item: Any, line: int) -> Resource | Unread:
    if not isinstance(item, dict) or not isinstance(item.get("resourceType"), str):
        return Unread(line, "there is no resource here with a “resourceType”")
    said = {name: value for name, value in item.items() if name != "text"}
    try:
        return Resource(item["resourceType"][:_MOST_KINDS], _json_tree(said), said, line)
    except RecursionError:
        return Unread(line, "this resource is nested too deeply")


def _json_tree(value: dict[str, Any]) -> Tree:
    tree: Tree = {}
    for name, told in value.items():
        if not name.startswith("_"):
            many = told if isinstance(told, list) else [told]
            tree[name] = [_json_value(one) for one in many if one is not None]
    return tree


def _json_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _json_tree(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def text(tree: Any, *path: str) -> str:
    """The first text along a path of element names, or ""."""
    for name in path:
        tree = (tree.get(name) or [None])[0] if isinstance(tree, dict) else None
    return tree.strip() if isinstance(tree, str) else ""


def trees(tree: Any, *path: str) -> list[Tree]:
    """Every complex element at the end of a path of element names."""
    found = [tree]
    for name in path:
        found = [one for part in found if isinstance(part, dict) for one in part.get(name, [])]
    return [one for one in found if isinstance(one, dict)]


def texts(tree: Any, name: str) -> list[str]:
    """Every text of one element name."""
    many = tree.get(name, []) if isinstance(tree, dict) else []
    return [one.strip() for one in many if isinstance(one, str) and one.strip()]


def extension(tree: Any, part_of_url: str) -> Tree | None:
    """The first extension whose address has this in it."""
    return next((one for one in trees(tree, "extension") if part_of_url in text(one, "url")), None)
