"""A paragraph as a row of tokens: words, spaces, marks, pictures and whole fields, each with its
place and its look.

Run splits, save marks and content controls do not show in a token's key, so they never count as
changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.compare.redline import xml
from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.pictures import shown_by
from pipeline.compare.redline.xml import (
    HYPERLINK,
    PPR,
    RANGES,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    VOLATILE,
    XML_SPACE,
    Element,
    R,
    Signature,
    T,
    children,
    signature,
    value,
    w,
)
from pipeline.compare.words import WORDS

FIELD_MARK = w("fldChar")
# What Word changes by itself when it saves, or what changes nothing on the page.
LOOKLESS = frozenset({w("lang"), w("noProof"), w("ins"), w("del"), w("rPrChange")})


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """A hyperlink or content control that tokens stand in; compared by identity."""

    element: Element
    link: str = ""
    tag: str = ""
    old: bool = False

    @property
    def is_control(self) -> bool:
        """Return whether it is a content control, which must never be written twice."""
        return self.element.tag == SDT


Path = tuple[Container, ...]


class Piece(NamedTuple):
    """Text, or one child of a run, with the run's properties; `bare` is an element that stands
    outside runs.
    """

    properties: Element | None
    content: str | Element
    bare: bool = False


class Token(NamedTuple):
    """What is compared as one: `key` decides, `path` is where it stands. A token without width only
    travels along.
    """

    key: tuple[object, ...]
    pieces: tuple[Piece, ...]
    path: Path
    text: str = ""
    width: bool = True

    @property
    def link(self) -> str:
        """Return where the hyperlink around it leads, or ""."""
        return next((container.link for container in self.path if container.link), "")


@dataclass
class Reader:
    """Reads paragraphs of one part of the old or the new paper."""

    paper: Paper
    part: str
    old: bool = False

    def tokens(self, leaves: Iterable[Token]) -> list[Token]:
        """Return the leaves of a paragraph with their text cut into words."""
        return list(_words(leaves))

    def leaves(self, paragraph: Element) -> list[Token]:
        """Return a paragraph's content with neighbouring text of one look in one token, and whole
        fields in one.
        """
        return list(_joined(_fields(list(self._inside(paragraph, ())))))

    def look(self, properties: Element | None) -> Signature:
        """Return how a run looks: direct formatting and the name of its style."""
        if properties is None or len(properties) == 0:
            return ()
        found: list[Signature] = []
        for child in children(properties):
            if child.tag == w("rStyle"):
                found.append((child.tag, self.paper.style_name(value(child))))
            elif child.tag not in LOOKLESS:
                found.append(signature(child))
        return tuple(sorted(found, key=repr)) if len(found) > 1 else tuple(found)

    def link(self, hyperlink: Element) -> str:
        """Return the address or `#bookmark` a hyperlink leads to."""
        relation = self.paper.relations(self.part).get(hyperlink.get(f"{{{R}}}id", ""))
        anchor = hyperlink.get(w("anchor"))
        return (relation.target if relation else "") + (f"#{anchor}" if anchor else "") or "#"

    def _inside(self, element: Element, path: Path) -> Iterator[Token]:
        empty = True
        for child in children(element):
            tag = child.tag
            if tag == PPR:
                continue
            empty = False
            if tag == RUN:
                yield from self._run(child, path)
            elif tag == HYPERLINK:
                yield from self._inside(
                    child, (*path, Container(child, self.link(child), old=self.old))
                )
            elif tag == SDT:
                inner = child.find(SDT_CONTENT)
                control = Container(child, tag=value(child, "sdtPr/tag"), old=self.old)
                yield from self._inside(child if inner is None else inner, (*path, control))
            elif tag in RANGES:
                yield Token(("range",), (Piece(None, child, bare=True),), path, width=False)
            else:
                yield Token(
                    (tag, shown_by(child, self.paper, self.part)),
                    (Piece(None, child, bare=True),),
                    path,
                )
        if empty and path:
            yield Token(("empty",), (), path, width=False)

    def _run(self, run: Element, path: Path) -> Iterator[Token]:
        properties = xml.child(run, RPR)
        look = self.look(properties)
        link = next((container.link for container in path if container.link), "")
        for child in children(run):
            tag = child.tag
            if tag == RPR:
                continue
            if tag == T:
                said = child.text or ""
                if child.get(XML_SPACE) != "preserve":
                    said = said.strip(" \t\r\n")
                if said:
                    yield Token((T, look, link), (Piece(properties, said),), path, said)
            else:
                key = (tag, shown_by(child, self.paper, self.part), link)
                yield Token(key, (Piece(properties, child),), path)


def instruction_of(tokens: Iterable[Token]) -> str:
    """Return the instruction of a field, such as `PAGE \\* MERGEFORMAT`, its spaces tidied."""
    parts = [str(token.key[1]) for token in tokens if token.key[0] == w("instrText")]
    return " ".join("".join(parts).split())


def _fields(leaves: list[Token]) -> Iterator[Token]:
    """Make each whole field that stands in one place a single token."""
    if not any(leaf.key[0] == FIELD_MARK for leaf in leaves):
        yield from leaves
        return
    at = 0
    while at < len(leaves):
        end = _field_end(leaves, at)
        if end is None:
            yield leaves[at]
            at += 1
        else:
            yield _field(leaves[at:end])
            at = end


def _field_end(leaves: list[Token], start: int) -> int | None:
    if leaves[start].key[:2] != (FIELD_MARK, "begin"):
        return None
    depth = 0
    for at in range(start, len(leaves)):
        if leaves[at].path != leaves[start].path:
            return None
        if leaves[at].key[0] == FIELD_MARK:
            depth += {"begin": 1, "end": -1}.get(str(leaves[at].key[1]), 0)
        if depth == 0:
            return at + 1
    return None


def _field(tokens: list[Token]) -> Token:
    instruction = instruction_of(tokens)
    result = (
        ""
        if instruction.split(" ")[0].upper() in VOLATILE
        else "".join(token.text for token in tokens)
    )
    pieces = tuple(piece for token in tokens for piece in token.pieces)
    return Token(("field", instruction, result, tokens[0].link), pieces, tokens[0].path)


def _joined(leaves: Iterable[Token]) -> Iterator[Token]:
    """Join neighbouring text of one look in one place, then let the text be part of the key."""
    held: Token | None = None
    for leaf in leaves:
        if held is not None and leaf.text and leaf.key == held.key and leaf.path == held.path:
            said = held.text + leaf.text
            held = held._replace(text=said, pieces=(Piece(held.pieces[0].properties, said),))
            continue
        if held is not None:
            yield held
        held = leaf
    if held is not None:
        yield held


def _words(leaves: Iterable[Token]) -> Iterator[Token]:
    for leaf in leaves:
        if not leaf.text:
            yield leaf
            continue
        for word in WORDS.findall(leaf.text):
            yield Token(
                (*leaf.key, word), (Piece(leaf.pieces[0].properties, word),), leaf.path, word
            )


def content(leaves: Iterable[Token]) -> tuple[object, ...]:
    """Return what a paragraph holds as one comparable value; content controls do not show in it."""
    found: list[tuple[object, ...]] = []
    for leaf in leaves:
        if not leaf.width:
            continue
        if leaf.text and found and found[-1][:-1] == leaf.key:
            found[-1] = (*leaf.key, str(found[-1][-1]) + leaf.text)
        else:
            found.append((*leaf.key, leaf.text) if leaf.text else leaf.key)
    return tuple(found)
