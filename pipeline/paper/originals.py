"""The lines of the cells that a paper prints, straight from the workbooks: what the proof compares
it with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.figures.position import Position
from pipeline.findings.finding import Cell
from pipeline.paper.recommendation_rows import TEXTS, listed
from pipeline.workbook.prose import Prose

PRINTED = (*dict.fromkeys(TEXTS.values()), "parent")
"""The columns of recommendations whose cells may be printed as they stand."""


def originals(position: Position, printed: Iterable[str]) -> dict[str, set[tuple[str, ...]]]:
    """Return the lines of each cell that was printed, straight from the workbooks, by the cell's
    source; `printed` are the sources.

    The proof compares the finished paper with these, not with what travelled through the template.
    One cell may give several texts, as a heading of a group gives a title and a part of it.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    register, wanted = position.register, set(printed)
    for entry in position.period_log.entries:
        for key, cell in entry.cells.items():
            value = getattr(entry, key)
            text = (
                value.text if isinstance(value, Prose) else value if isinstance(value, str) else ""
            )
            found[f"{position.period_log.file} {cell}"].add(_text_lines(text))
    begin = f"{register.file} "
    cells = {
        cell: source
        for source in wanted
        if source.startswith(begin) and (cell := Cell.parse(source.removeprefix(begin)))
    }
    lines = {(cell.sheet, cell.row) for cell in cells}
    for row in register.rows:
        if row.cells and not row.cells.elsewhere and row.cells[:2] not in lines:
            continue  # most rows of a long history are not printed
        for key in PRINTED:
            source = cells.get(row.at(key))
            if source is not None:
                shown = listed(row, key)
                found[source].add(_text_lines(shown.text if shown else row.words(key)))
    return found


def _text_lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)
