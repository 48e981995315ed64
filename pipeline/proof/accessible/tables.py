"""Whether the tables can be read cell by cell: a header row, the same columns in every row, words
in every cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.looks import looks_on
from pipeline.proof.faults import fault
from pipeline.word.places import Document, Paragraph, Table
from pipeline.word.xml import child, local, on, value, w

MERGES = tuple(w(name) for name in ("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter"))


def grid_faults(document: Document, allow: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the faults of every table; where `allow` holds `slots`, rows that hold a loop may be
    empty beside it.
    """
    words: dict[etree._Element, list[Paragraph]] = {}
    captioned = _captioned(document)
    for paragraph in document.paragraphs:
        if paragraph.table is not None:
            words.setdefault(
                paragraph.table.cells[paragraph.row - 1][paragraph.column - 1], []
            ).append(paragraph)
    for table in document.tables:
        if table.nested:
            yield fault("nested-table", table.place, "the table stands inside another.")
        if child(table.element, "tblPr/tblpPr") is not None:
            yield fault("floating-table", table.place, "text flows round the table.")
        yield from _alternative(table, captioned)
        yield from _header(table, words)
        yield from _shape(table)
        loops = _loops(table, words) if "slots" in allow else set()
        for row, column, cell in _cells(table):
            if (
                row not in loops
                and not any(paragraph.shown for paragraph in words.get(cell, ()))
                and cell.find(w("tbl")) is None
            ):
                yield fault("empty-cell", table.at(row, column), "the cell is empty.")


def _cells(table: Table) -> Iterator[tuple[int, int, etree._Element]]:
    for row, cells in enumerate(table.cells, 1):
        for column, cell in enumerate(cells, 1):
            yield row, column, cell


def _loops(table: Table, words: dict[etree._Element, list[Paragraph]]) -> set[int]:
    """Return the rows of a template that are taken away once it is filled."""
    return {
        row
        for row, _, cell in _cells(table)
        if any("{%tr" in one.text for one in words.get(cell, ()))
    }


def _captioned(document: Document) -> set[etree._Element]:
    """Return the tables that a paragraph in the style Caption stands beside."""
    found: set[etree._Element] = set()
    for paragraph in document.paragraphs:
        if paragraph.style and paragraph.style.called("caption") and paragraph.text.strip():
            found.update(
                near
                for near in (paragraph.element.getnext(), paragraph.element.getprevious())
                if near is not None
            )
    return found


def _alternative(table: Table, captioned: set[etree._Element]) -> Iterator[Finding]:
    said = [
        value(table.element, f"tblPr/{name}").strip() for name in ("tblCaption", "tblDescription")
    ]
    if not any(said) and table.element not in captioned:
        yield fault(
            "table-alt", table.place, "the table has neither a caption nor alternative text."
        )


def _header(table: Table, words: dict[etree._Element, list[Paragraph]]) -> Iterator[Finding]:
    if not table.rows:
        return
    marked = [on(row, "trPr/tblHeader") for row in table.rows]
    if not marked[0]:
        yield fault("header-row", table.place, "the header row is not marked.")
    elif not looks_on(table, "firstRow"):
        yield fault(
            "header-look",
            table.place,
            "the header row is marked, but not switched on in the table's design.",
        )
    if any(marked[1:]):
        place = table.at(marked.index(True, 1) + 1)
        yield fault(
            "header-rows", place, "it is marked as a header row, and only the first row may be."
        )
    if len(table.rows) == 1:
        yield fault("table-no-rows", table.place, "the table has nothing below its header row.")
    names = [
        " ".join(" ".join(one.text for one in words.get(cell, ())).split()).casefold()
        for cell in table.cells[0]
    ]
    for column, name in enumerate(names, 1):
        if name and name in names[: column - 1]:
            yield fault(
                "header-words", table.at(1, column), f'two columns have the heading "{name}".'
            )


def _shape(table: Table) -> Iterator[Finding]:
    wide = len(table.cells[0]) if table.cells else 0
    merged = next(table.element.iter(*MERGES), None) is not None
    for row, (element, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1):
        yield from _merged(table, row, element) if merged else ()
        if len(cells) != wide:
            yield fault(
                "uneven-rows",
                table.at(row),
                f"the row has {len(cells)} cells and the first row {wide}.",
            )


def _merged(table: Table, row: int, element: etree._Element) -> Iterator[Finding]:
    if any(child(element, f"trPr/{name}") is not None for name in ("gridBefore", "gridAfter")):
        yield fault(
            "merged-cells", table.at(row), "the row does not begin or end where the others do."
        )
    for column, cell in enumerate(table.cells[row - 1], 1):
        properties = child(cell, "tcPr")
        merges = [one for one in (() if properties is None else properties) if one.tag in MERGES]
        if any(local(one) != "gridSpan" or value(one) != "1" for one in merges):
            yield fault("merged-cells", table.at(row, column), "the cell is merged with another.")
