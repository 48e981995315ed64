"""The paper as a page: headings, paragraphs, lists and tables in reading order, figures as links,
changes marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from lxml import etree
from markupsafe import Markup

from pipeline.compare.comparison import Pair, alone, compared_papers
from pipeline.compare.words import Piece
from pipeline.review.page.long_lists import mark, safe
from pipeline.word.labels import labels
from pipeline.word.lines import is_beside, lines, picture
from pipeline.word.outline import BODY, Paragraph, is_heading, level, story
from pipeline.word.package import opened
from pipeline.word.runs import RUN, Control, Run
from pipeline.word.xml import on

LISTS = {"list letter": "letter", "list number": "number", "list bullet": "bullet"}
DEEPEST = 6
"""The levels of HTML headings; the paper's title is a third, for the page and its section stand
above it.
"""


class Span(NamedTuple):
    """Words of one look, and the tag of the content control they stand in."""

    text: str
    tag: str = ""
    bold: bool = False
    italic: bool = False
    control: Control | None = None


@dataclass(slots=True)
class Block:
    """One heading, paragraph, list or table; `kind` is heading, text, cover, caption, picture,
    beside, list or table.

    A list holds `items`, each (its words, whether it is gone); a table holds `rows`, each (status,
    cells as HTML), of which `heads` are headings, and the words of these in `columns`.
    """

    kind: str
    words: Markup = field(default_factory=Markup)
    level: int = 0
    label: str = ""
    gone: bool = False
    changed: bool = False
    items: list[tuple[Markup, bool]] = field(default_factory=list)
    rows: list[tuple[str, list[str]]] = field(default_factory=list)
    heads: int = 0
    columns: list[str] = field(default_factory=list)
    name: str = ""


Links = Callable[[str], str]
"""From the tag of a content control to where its evidence stands on the page, empty where there is
none.
"""


def reading(paper: bytes, previous: bytes | None, links: Links) -> list[Block]:
    """Return the paper's blocks; with an earlier paper, what came and what went is marked in the
    words.
    """
    pairs = alone(lines(paper)) if previous is None else compared_papers(previous, paper)
    now = [pair.new for pair in pairs if pair.new]
    told = labels(
        opened(paper),
        [paragraph for line in now for column in line.paragraphs for paragraph in column],
    )
    writer = _Writer(links, told, compared=previous is not None)
    blocks = list(writer.blocks(pairs))
    met: Counter[str] = Counter()
    for place, block in enumerate(blocks):
        if block.kind == "table":
            headed = next(
                (
                    _bare(before.words)
                    for before in reversed(blocks[:place])
                    if before.kind in ("caption", "heading") and not before.gone
                ),
                "Table",
            )
            name = f"{headed}, as it was" if block.gone else headed
            met[name] += 1
            block.name = name if met[name] == 1 else f"{name}, table {met[name]}"
    return blocks


def _bare(words: str) -> str:
    return Markup(re.sub(r"<del>.*?</del>", "", words, flags=re.DOTALL)).striptags()


class _Writer:
    def __init__(self, links: Links, told: Mapping[etree._Element, str], *, compared: bool) -> None:
        self._links, self._labels, self._compared = links, told, compared

    def blocks(self, pairs: Sequence[Pair]) -> Iterator[Block]:
        """Yield the blocks of the body and then of headers and footers."""
        for (block, kind), group in groupby(pairs, key=lambda pair: (pair.block, self._list(pair))):
            together = list(group)
            if block:
                yield self._table(together)
            elif kind:
                yield from self._lists(together, kind)
            else:
                yield from (self._paragraph(pair) for pair in together)

    def _list(self, pair: Pair) -> str:
        return "" if pair.block else LISTS.get(pair.line.style.lower(), "")

    def _label(self, pair: Pair) -> str:
        return self._labels.get(pair.new.paragraphs[0][0].element, "") if pair.new else ""

    def _lists(self, pairs: list[Pair], kind: str) -> Iterator[Block]:
        """Yield one list, or more where the labels begin again."""
        block = Block("list", name=kind)
        for pair in pairs:
            if (
                pair.new
                and self._label(pair) in ("(a)", "1.", "1)", "a)")
                and any(not gone for _, gone in block.items)
            ):
                yield block
                block = Block("list", name=kind)
            block.items.append((Markup(self._words(pair)[0]), pair.new is None))
        yield block

    def _paragraph(self, pair: Pair) -> Block:
        style = pair.line.style.lower()
        paragraph = pair.line.paragraphs[0][0]
        block = Block(
            "text",
            Markup(self._words(pair)[0]),
            0,
            self._label(pair),
            pair.new is None,
            self._compared and pair.changed,
        )
        if is_beside(paragraph):
            block.kind, block.name, block.label = "beside", paragraph.style, ""
        elif paragraph.part != BODY:
            block.kind, block.name = "margin", story(paragraph.part)
        elif style == "title" or is_heading(style):
            block.kind, block.level = (
                "heading",
                min(3 if style == "title" else 3 + level(style), DEEPEST),
            )
        elif not paragraph.text.strip():
            block.kind = "picture"
        elif style in ("caption", "cover line"):
            block.kind = style.split()[0]
        return block

    def _table(self, pairs: list[Pair]) -> Block:
        block = Block(
            "table",
            gone=all(pair.new is None for pair in pairs),
            changed=self._compared and any(pair.changed for pair in pairs),
        )
        for pair in pairs:
            status = (
                ""
                if not self._compared
                else "gone"
                if pair.new is None
                else "came"
                if pair.old is None
                else ""
            )
            block.rows.append((status, self._words(pair)))
            if pair.line.header and len(block.rows) == block.heads + 1:
                block.heads += 1
                block.columns = [_bare(words) for words in block.rows[-1][1]]
        return block

    def _words(self, pair: Pair) -> list[str]:
        """Return the words of each cell as HTML."""
        spans = [self._spans(pair, place) for place in range(len(pair.cells))]
        if not self._compared:
            return [self._written([("same", span) for span in cell]) for cell in spans]
        return [self._written(_laid(*cell)) for cell in zip(pair.words, spans, strict=True)]

    def _spans(self, pair: Pair, place: int) -> list[Span]:
        column = pair.columns[place]
        return (
            []
            if pair.new is None or column is None or column >= len(pair.new.cells)
            else _runs(pair.new.paragraphs[column])
        )

    def _written(self, laid: Sequence[tuple[str, Span]]) -> str:
        if len(laid) == 1 and not laid[0][1].control:
            return mark(laid[0][0], _look(laid[0][1]))
        made: list[tuple[str, str]] = []
        for control, group in groupby(_apart(laid), key=lambda found: found[1].control):
            together = list(group)
            target = self._links(together[0][1].tag) if control else ""
            if not target:
                made += [(op, _look(span)) for op, span in together]
                continue
            ops = {op for op, _ in together}
            inner = "".join(
                mark("same" if len(ops) == 1 else op, _look(span)) for op, span in together
            )
            made.append(
                (ops.pop() if len(ops) == 1 else "same", f'<a href="{safe(target)}">{inner}</a>')
            )
        return "".join(
            mark(op, "".join(inner for _, inner in group))
            for op, group in groupby(made, key=lambda found: found[0])
        )


def _apart(laid: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Yield the pieces, a space after old words before new ones: "12" and "13" never read as
    1213.
    """
    for (op, span), after in zip(laid, [*laid[1:], ("", Span(""))], strict=True):
        apart = op == "old" and after[0] == "new"
        yield op, span._replace(text=f"{span.text} ") if apart else span


def _look(span: Span) -> str:
    found = safe(span.text)
    for wanted, name in ((span.bold, "strong"), (span.italic, "em")):
        if wanted:
            found = f"<{name}>{found}</{name}>"
    return found


def _laid(found: Sequence[Piece], spans: Sequence[Span]) -> list[tuple[str, Span]]:
    """Return the pieces cut where the looks of the new words change; what is gone stands outside a
    figure or within it.
    """
    if len(found) == len(spans) == 1 and found[0].op != "old" and found[0].text == spans[0].text:
        return [(found[0].op, spans[0])]
    laid: list[tuple[str, Span]] = []
    rest = list(spans)
    for piece in found:
        if piece.op == "old":
            inside = bool(
                laid and rest and rest[0].control and laid[-1][1].control == rest[0].control
            )
            laid.append(
                (
                    "old",
                    (
                        Span(piece.text, rest[0].tag, control=rest[0].control)
                        if inside
                        else Span(piece.text)
                    ),
                )
            )
            continue
        left = piece.text
        while left and rest:
            taken = rest[0].text[: len(left)]
            laid.append((piece.op, rest[0]._replace(text=taken)))
            left = left[len(taken) :]
            rest[0] = rest[0]._replace(text=rest[0].text[len(taken) :])
            if not rest[0].text:
                rest.pop(0)
    return laid


def _runs(paragraphs: Sequence[Paragraph]) -> list[Span]:
    """Return the words of a cell or a paragraph as `outline` reads them, with their looks and
    content controls.
    """
    found: list[Span] = []
    for place, paragraph in enumerate(paragraphs):
        if place:
            found.append(Span("\n"))
        for run in paragraph.runs:
            if run.said or run.element.tag == RUN:
                span = _span(run)
                if found and found[-1][1:] == span[1:]:  # the look goes on
                    span = Span(found.pop().text + span.text, *span[1:])
                found.append(span)
    found = [span for span in found if span.text]
    if len(paragraphs) == 1 and not any(span.text.strip() for span in found):
        return [Span(picture(paragraphs[0]))]
    return found


def _span(run: Run) -> Span:
    if run.settings is None and not run.controls:
        return Span(run.said)
    control = next((one for one in reversed(run.controls) if one.tag is not None), None)
    bold, italic = on(run.settings, "b"), on(run.settings, "i")
    return Span(run.said, (control and control.tag) or "", bold, italic, control)
