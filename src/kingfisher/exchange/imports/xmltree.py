"""XML in a stream: each wanted element as a small tree with the line it began on, and then forgotten.

Over defusedxml's parser, which refuses document types and entities. A file that breaks off gives every
element before the break and then says where it broke.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

_BLOCK = 1 << 16
_DEEPEST = 64


@dataclass(slots=True)
class Node:
    """One element: its name without namespace, its attributes, its own text, its children, its line."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    words: str = ""
    children: list[Node] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def first(self, tag: str) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list[Node]:
        return [child for child in self.children if child.tag == tag]

    def text(self, tag: str) -> str:
        """The text of the first child of that name, without blanks around it; "" if there is none."""
        found = self.first(tag)
        return found.words if found else ""

    def said(self) -> dict[str, object] | str:
        """The element as plain values: text, or names to values; a repeated name holds a list."""
        if not self.children:
            return self.words
        told: dict[str, object] = {}
        for child in self.children:
            value, before = child.said(), told.get(child.tag)
            if child.tag not in told:
                told[child.tag] = value
            elif isinstance(before, list):
                before.append(value)
            else:
                told[child.tag] = [before, value]
        return told


@dataclass(frozen=True)
class BreaksOff:
    """The XML goes wrong at this line; nothing after it could be read."""

    line: int
    why: str


class _TooDeep(ValueError):
    pass


class _Builder:
    """Builds trees of wanted elements only; whatever stands outside them is not kept."""

    def __init__(self, wanted: frozenset[str]):
        self.wanted = wanted
        self.open: list[Node] = []
        self.done: list[Node] = []
        self.depth = 0
        self.line = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeep
        name = tag.rpartition("}")[2]
        if self.open or name in self.wanted:
            self.open.append(Node(name, self.line, attributes))

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1]._pieces.append(text)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if not self.open:
            return
        node = self.open.pop()
        node.words = "".join(node._pieces).strip()
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.done.append(node)

    def close(self) -> None: ...


class _LinedParser(DefusedXMLParser):
    """Tells the builder the line of each element as it begins."""

    def _start(self, tag: str, attributes: list[str]) -> object:
        self.target.line = self.parser.CurrentLineNumber
        return super()._start(tag, attributes)


def elements(stream: IO[bytes], *wanted: str) -> Iterator[Node | BreaksOff]:
    """Every outermost element with one of these names; a `BreaksOff` last where the file is broken."""
    builder = _Builder(frozenset(wanted))
    parser = _LinedParser(target=builder, forbid_dtd=True)
    broken = ""
    try:
        while block := stream.read(_BLOCK):
            parser.feed(block)
            yield from _taken(builder)
        parser.close()
    except _TooDeep:
        broken = "its elements are nested deeper than any return has them"
    except DefusedXmlException:
        broken = "it declares entities"
    except (ParseError, ValueError, LookupError) as error:
        broken = str(error).partition(":")[0] or "it is not XML from here on"
    yield from _taken(builder)
    if broken:
        yield BreaksOff(max(parser.parser.CurrentLineNumber, 1), broken)


def _taken(builder: _Builder) -> list[Node]:
    taken, builder.done = builder.done, []
    return taken
