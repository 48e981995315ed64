"""The blocks of a paper as HTML: headings, numbered paragraphs, lists, tables, figures, notes.

What the page adds to the paper's own words stands in elements of the class `page`, so that the
proof can tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from pipeline.web.blocks import Block, Cell, Drawn, Note, Paragraph, Table, Web
from pipeline.web.drawing import svg
from pipeline.web.groups import (
    alike,
    entry,
    is_entry,
    is_item,
    is_pair,
    is_title,
    kept,
    parted,
    within,
)
from pipeline.web.spans import Spans, label
from pipeline.web.tables import holds, is_slim, is_wide, numbers, room

NEAR = 4
"""How many blocks below a chart a table may stand that holds its numbers."""


class Writer:
    """Writes the blocks of one paper.

    `entries` are the headings with their ids, once they are written, and `rules` what the page's
    style needs for its charts and colours.
    """

    def __init__(self, web: Web) -> None:
        self.spans = Spans(web)
        self.rules = self.spans.rules
        self.entries: list[tuple[Paragraph, str]] = []
        levels = [one.level for one in web.body if isinstance(one, Paragraph)]
        self._below = 1 if any(map(is_title, web.body)) or levels.count(1) > 1 else 0
        self._ids = {"main", "contents"}
        self._names: set[str] = set()
        self._charts = self._tables = 0

    def blocks(self, found: Sequence[Block]) -> str:
        """Return blocks of the text as HTML, in their order."""
        return "\n".join(self._written(kept(found)))

    def _written(self, found: list[Block]) -> Iterator[str]:
        at = 0
        while at < len(found):
            taken, html = self._next(found, at)
            yield html
            at += taken

    def _next(self, found: list[Block], at: int) -> tuple[int, str]:
        """Return how many blocks from here on make one thing, and that as HTML."""
        block, after = found[at], found[at + 1 :]
        if isinstance(block, Table):
            return 1, self._table(block, None)
        if block.caption and after and isinstance(after[0], Table):
            return 2, self._table(after[0], block)
        if block.caption and after and isinstance(after[0], Paragraph) and after[0].charts:
            return 2, self._figure(after[0], block, after[1 : 1 + NEAR])
        if block.charts:
            return 1, self._figure(block, None, after[:NEAR])
        if entries := alike(found, at, is_entry):
            return len(entries), self._contents(entries)
        if items := alike(found, at, is_item):
            return len(items), self._list(items, min(one.depth for one in items))
        if len(pairs := alike(found, at, is_pair)) > 1:
            return len(pairs), self._pairs(pairs)
        return 1, self._paragraph(block)

    def _paragraph(self, one: Paragraph) -> str:
        if one.level or is_title(one):
            return self._heading(one)
        kinds = ["caption"] if one.caption else []
        if one.bar:
            kinds.append(self.spans.colour("bar", one.bar))
        if not one.numbered:
            named = f' class="{" ".join(kinds)}"' if kinds else ""
            return f"<p{named}>{self.spans.labelled(one)}</p>"
        name = self._unique("p" + re.sub(r"[^0-9A-Za-z]+", "-", one.label).strip("-"))
        return (
            f'<p id="{name}" class="{" ".join(["numbered", *kinds])}">'
            f"{label(one.label)}<span>{self.spans.of(one)}</span></p>"
        )

    def _heading(self, one: Paragraph) -> str:
        level = min(one.level + self._below, 6) if one.level else 1
        slug = re.sub(r"[^a-z0-9]+", "-", one.text.lower()).strip("-")[:60].strip("-")
        name = self._unique(slug or "section")
        if one.level:
            self.entries.append((one, name))
        return f'<h{level} id="{name}">{self.spans.labelled(one)}</h{level}>'

    def _unique(self, name: str) -> str:
        made, count = name, 1
        while made in self._ids:
            count += 1
            made = f"{name}-{count}"
        self._ids.add(made)
        return made

    def _list(self, found: Sequence[Paragraph], depth: int) -> str:
        """Return items as lists, one for each kind; those that lie deeper as lists within the item
        before them.
        """
        made: list[tuple[str, list[str]]] = []
        at = 0
        while at < len(found):
            one, below = found[at], at + 1
            while below < len(found) and found[below].depth > depth:
                below += 1
            plain = one.bullet or not one.label
            inner = self.spans.of(one)
            if not plain:
                inner = f"{label(one.label)}<span>{inner}</span>"
            deeper = found[at + 1 : below]
            inner += self._list(deeper, min(one.depth for one in deeper)) if deeper else ""
            tag = "ul" if plain else "ol"
            if not made or made[-1][0] != tag:
                made.append((tag, []))
            made[-1][1].append(f"<li>{inner}</li>")
            at = below
        return "".join(f"<{tag}>{''.join(items)}</{tag}>" for tag, items in made)

    def _pairs(self, found: Sequence[Paragraph]) -> str:
        """Return lines of a word, a tab and what it stands for as a list of pairs."""
        made = []
        for one in found:
            before, after = parted(one.pieces)
            name = self.spans.of(one._replace(pieces=before))
            made.append(f"<div><dt>{name}</dt><dd>{self.spans.written(after)}</dd></div>")
        return f'<dl class="pairs">{"".join(made)}</dl>'

    def _contents(self, found: Sequence[Paragraph]) -> str:
        made = [
            f'<li class="level-{min(one.contents, 3)}">{self.spans.labelled(entry(one))}</li>'
            for one in found
        ]
        return f'<nav class="listed" aria-label="Contents"><ul>{"".join(made)}</ul></nav>'

    def _table(self, table: Table, caption: Paragraph | None) -> str:
        """Return a table, under its caption where it has one; one that may be wider than a narrow
        window in a region that can be moved from the keyboard.
        """
        self._tables += 1
        name = f"table-{self._tables}"
        said = caption.text if caption else table.heading or table.title or "Table"
        alone = self._alone(" ".join(said.split()))
        title = f'aria-label="{escape(alone)}"'
        head = "".join(self._row(row) for row in table.rows[: table.heads])
        body = "".join(f"{self._row(row)}\n" for row in table.rows[table.heads :])
        top = ""
        if caption is not None:
            top = f'<caption id="{name}">{self.spans.labelled(caption)}</caption>\n'
        made = "".join(
            (
                f"<table{'' if caption else f' {title}'}>\n{top}",
                f"<thead>{head}</thead>\n" if head else "",
                f"<tbody>\n{body}</tbody>" if body else "",
                "</table>",
            )
        )
        kind = "table slim" if is_slim(table) else "table"
        if not is_wide(table):
            return f'<div class="{kind}">{made}</div>'
        by = f'aria-labelledby="{name}"' if caption and alone == said else title
        return f'<div class="{kind} wide" role="region" {by} tabindex="0">{made}</div>'

    def _alone(self, name: str) -> str:
        """Return a name for a table that no other has, for regions are told apart by theirs."""
        made, count = name, 1
        while made in self._names:
            count += 1
            made = f"{name} ({count})"
        self._names.add(made)
        return made

    def _row(self, cells: Sequence[Cell]) -> str:
        blocks = [block for cell in cells for block in cell.blocks]
        total = bool(blocks) and all(
            isinstance(block, Paragraph) and block.bold for block in blocks
        )
        heads = any(cell.heads == "col" for cell in cells)
        kind = ' class="total"' if total and not heads else ""
        return f"<tr{kind}>{''.join(map(self._cell, cells))}</tr>"

    def _cell(self, cell: Cell) -> str:
        paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
        right = bool(paragraphs) and all(one.right for one in paragraphs)
        kinds = ["number"] if right else [room(cell.text)]
        if cell.fill:
            kinds.append(self.spans.colour("fill", cell.fill))
        alone = len(cell.blocks) == len(paragraphs) == 1
        if bar := cell.bar or (paragraphs[0].bar if alone else ""):
            kinds.append(self.spans.colour("bar", bar))
        if alone and paragraphs[0].depth < 0 and not paragraphs[0].charts:
            inner = self.spans.labelled(paragraphs[0])
        else:
            inner = self.blocks([within(block) for block in cell.blocks])
        tag = "th" if cell.heads and inner else "td"
        said = f' scope="{cell.heads}"' if tag == "th" else ""
        if kinds := list(filter(None, kinds)):
            said += f' class="{" ".join(kinds)}"'
        if cell.columns > 1:
            said += f' colspan="{cell.columns}"'
        return f"<{tag}{said}>{inner}</{tag}>"

    def _figure(self, one: Paragraph, caption: Paragraph | None, after: Sequence[Block]) -> str:
        """Return a paragraph with charts as a figure; where no table of the paper below it holds
        the numbers of a chart, there is one of the page's own.
        """
        made = []
        if caption is not None:
            made.append(f"<figcaption>{self.spans.labelled(caption)}</figcaption>")
        rest = tuple(piece for piece in one.pieces if not isinstance(piece, Drawn))
        if (words := one._replace(pieces=rest)).shown:
            made.append(self._paragraph(words))
        tables = [block for block in after if isinstance(block, Table)]
        for drawn in one.charts:
            self._charts += 1
            picture, rules = svg(drawn, f"chart-{self._charts}")
            self.rules |= {rules: None} if rules else {}
            made.append(picture)
            made += [
                f'<p class="page words">{escape(said, quote=False)}</p>'
                for said in drawn.chart.words
            ]
            if not any(holds(table, drawn.chart) for table in tables):
                made.append(numbers(drawn.chart))
        return f"<figure>{''.join(made)}</figure>"

    def notes(self, notes: Sequence[Note]) -> str:
        """Return the footnotes and endnotes, each with the way back to where it is referred to."""
        made = []
        for note in notes:
            kind = note.name.replace(" ", "-")
            back = (
                f'<a class="page" href="#{kind}-from" aria-label="Back to note {note.number} in'
                ' the text">↩</a>'
            )
            words = self.blocks(note.blocks)
            made.append(f'<li id="{kind}" value="{note.number}">{words}{back}</li>')
        return (
            f'<div class="notes"><ol aria-label="Notes">{"".join(made)}</ol></div>' if made else ""
        )
