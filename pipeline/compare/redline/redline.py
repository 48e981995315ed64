"""The redline: the new paper as Word's tracked changes against the old one, proved by settling it
both ways.
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.compare.comparison import compared_papers
from pipeline.compare.redline.apart import taken_out
from pipeline.compare.redline.borrowed import Loans
from pipeline.compare.redline.first_page import handed_out
from pipeline.compare.redline.merge import Merger
from pipeline.compare.redline.package import TYPES, Paper
from pipeline.compare.redline.paired import Paired, paired
from pipeline.compare.redline.prepare import pair_bookmarks, prepared, widened
from pipeline.compare.redline.reads_like import Line, body_lines, first_difference, part_lines
from pipeline.compare.redline.settled import settled_lines
from pipeline.compare.redline.tokens import Reader
from pipeline.compare.redline.tracked import Pen, number
from pipeline.compare.redline.xml import Element, P, R, W, w
from pipeline.files.package import CONTENT_TYPES
from pipeline.word.package import opened

Place = tuple[int, str, str]
"""Of a header or footer: the section from 0, `header` or `footer`, its type."""
Expected = tuple[str, list[Line], list[Line]]
"""A part of the result, the lines of the old and those of the new paper."""


class RedlineFailed(ValueError):
    """The redline does not give back both papers; the message names the first difference."""


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    date: datetime.date,
    told: Callable[[], Sequence[str]] = tuple,
    left_out: Collection[str] = (),
) -> bytes:
    """Return the new paper with every change since the old one tracked; accepting gives the new,
    rejecting the old.

    Text is compared word by word, tables row by row; formatting that no reader would call a change
    is the new paper's, as are page set-up and definitions. Papers that read the same give a
    document without a tracked change. Tracked changes in either input are accepted first, comments
    dropped. It is marked as a copy, as `copies` does.

    Args:
        old: the earlier paper, a .docx.
        new: the later paper, a .docx; the result is its package.
        author: the name that Word shows beside each change.
        date: the day that Word shows, with no time of day.
        told: asked at the end for what changed, as the lines of a comment on the first page: a
        comment is no text.
        left_out: headings of sections in which no change is tracked: those of the old paper are not
        in the result, those of the new one are, as they are. Accepting still gives the new paper;
        rejecting gives the old one, but for these sections.

    Raises:
        RedlineFailed: the result, once accepted or rejected, does not read as the new or the old
        paper. zipfile.BadZipFile, lxml.etree.XMLSyntaxError, KeyError: an input is no Word
        document.
    """
    made = unproved(old, new, author=author, date=date, told=told, left_out=left_out)
    made.prove()
    return made.document


class Unproved(NamedTuple):
    """A redline as it is to be handed out, and what it is `proved` by: itself, or where sections
    were left out it as it was before they were put back; `expected` is how each part of that must
    read settled either way, `whole` the part and the lines of the whole new paper.
    """

    document: bytes
    proved: bytes
    expected: list[Expected]
    whole: tuple[str, list[Line]] | None = None

    def prove(self) -> None:
        """Raise RedlineFailed where it does not give back both papers."""
        prove(self.proved, self.expected)
        if self.whole is not None:
            _gives(self.document, [self.whole], keep_new=True)


def unproved(
    old: bytes,
    new: bytes,
    *,
    author: str,
    date: datetime.date,
    told: Callable[[], Sequence[str]] = tuple,
    left_out: Collection[str] = (),
) -> Unproved:
    """Return the new paper with every change tracked, as `redline` does, for whoever has it proved;
    the trees of both papers are gone by then.
    """
    pen = Pen(author, date)
    opened(old), opened(new)  # what is no document is refused as such
    together = paired(old, new)
    before, after = prepared(old), prepared(new)
    compared_papers.cache_clear()  # its lines stand in these trees, which are changed from here on
    lines = body_lines(after) if left_out else []
    apart = taken_out(after, left_out)
    taken_out(before, left_out)
    expected = _merged(before, after, together, pen)
    if not apart.taken:
        document = handed_out(after, pen, told())
        return Unproved(document, document, expected)
    proved = after.bytes
    apart.put_back()
    number([after.tree(part) for part in after.stories()])
    return Unproved(handed_out(after, pen, told()), proved, expected, (after.main, lines))


def _merged(before: Paper, after: Paper, together: Paired, pen: Pen) -> list[Expected]:
    """Track every change in the new paper, which is changed, and return how it must read."""
    pair_bookmarks(before.tree(before.main))
    loans = Loans(before, after)
    couples = list(_couples(before, after))
    expected: list[Expected] = [(after.main, body_lines(before), body_lines(after))]
    expected += [
        (part, part_lines(before, other), part_lines(after, part)) for other, part in couples
    ]
    for other, part in [(before.main, after.main), *couples]:
        source, root = before.tree(other), widened(after.tree(part), before.tree(other))
        after.replace(part, root)
        readers = Reader(before, other, old=True), Reader(after, part)
        merger = Merger(pen, loans, *readers, together)
        merger.merge(*_containers(source, root))
    loans.settle()
    roots = [after.tree(part) for part in after.stories()]
    for root in roots:
        pen.controls(root)
    number(roots)
    return expected


def _containers(old: Element, new: Element) -> tuple[Element, Element]:
    body, other = old.find(w("body")), new.find(w("body"))
    return (old, new) if body is None or other is None else (body, other)


def prove(result: bytes, expected: Iterable[Expected]) -> None:
    """Compare what each part of the result reads like, settled both ways, with what it should;
    raise RedlineFailed at a difference.
    """
    wanted = list(expected)
    _gives(result, [(part, lines) for part, _, lines in wanted], keep_new=True)
    _gives(result, [(part, lines) for part, lines, _ in wanted], keep_new=False)


def _gives(result: bytes, wanted: Iterable[tuple[str, list[Line]]], *, keep_new: bool) -> None:
    """Read the result settled one way and compare its parts with these lines."""
    deed, whose = ("accepted", "new") if keep_new else ("rejected", "old")
    paper = Paper(result)
    for part, lines in wanted:
        difference = first_difference(settled_lines(paper, part, keep_new=keep_new), lines)
        if difference:
            raise RedlineFailed(
                f"the redline, {deed}, does not read as the {whose} paper: {difference}"
            )


def _couples(old: Paper, new: Paper) -> Iterator[tuple[str, str]]:
    """Yield the old and new parts of each header and footer that stand in the same place; empty
    ones are made.
    """
    theirs, ours = old.furniture(), new.furniture()
    done: set[str] = set()
    for place, part in ours.items():
        if part not in done:
            done.add(part)
            yield theirs[place] if place in theirs else _empty(old, place[1]), part
    count = len(new.sections())
    for place, other in theirs.items():
        if place not in ours and place[0] < count and other not in done:
            done.add(other)
            yield other, _added(new, place)


def _empty(paper: Paper, kind: str) -> str:
    """Return the name of a new part with one empty paragraph, a header or a footer."""
    name = paper.fresh_name(f"word/{kind}1.xml")
    root = etree.Element(w("hdr" if kind == "header" else "ftr"), nsmap={"w": W, "r": R})
    etree.SubElement(root, P)
    paper.replace(name, root)
    return name


def _added(paper: Paper, place: Place) -> str:
    """Return the name of an empty header or footer that a section of the new paper now shows."""
    section, kind, type_ = place
    part = _empty(paper, kind)
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    etree.SubElement(
        paper.tree(CONTENT_TYPES),
        f"{{{TYPES}}}Override",
        PartName=posixpath.join("/", part),
        ContentType=content_type,
    )
    key = paper.relate(paper.main, f"{R}/{kind}", part)
    reference = etree.Element(w(f"{kind}Reference"), {w("type"): type_, f"{{{R}}}id": key})
    paper.sections()[section].insert(0, reference)
    return part
