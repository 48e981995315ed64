"""mapping.xlsx as it comes back: each yellow cell with its answer, or what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.findings.finding import Cell, Finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.table import grid_of
from pipeline.settings.model import fold
from pipeline.settings.schema import MAPPING_FILE
from pipeline.start.answer import Answer
from pipeline.start.answers import is_moot
from pipeline.start.codes import finding
from pipeline.start.columns import shown
from pipeline.start.form import ANSWER, ANSWERS, HEADINGS, QUESTIONS
from pipeline.start.keys import Value
from pipeline.start.question import NO_RATING, NONE, Path
from pipeline.start.toml_text import path_of
from pipeline.workbook.guard import guarded
from pipeline.workbook.sheet import SheetCells, Styles

Offered = Mapping[str, tuple[str, Value]]
"""The answers of a list, as they are compared: each as it is written, and what it writes."""
AGAIN = "Run map --ask, which makes a fresh form and keeps the answers given."


class Filled(NamedTuple):
    """One yellow cell: where it goes, the column it is about, its list, what is in it, and
    where.
    """

    path: Path
    of: str
    list: str
    text: str
    cell: Cell
    asks: str


class Form(NamedTuple):
    """The form as it is filled."""

    cells: tuple[Filled, ...] = ()
    lists: Mapping[str, Offered] = {}

    @property
    def given(self) -> dict[Path, str]:
        """Return what stands in each yellow cell that is not blank."""
        return {cell.path: cell.text for cell in self.cells if cell.text}


def filled(content: bytes) -> Form | Finding:
    """Return the yellow cells of a form, or why it cannot be read."""
    safe = guarded(MAPPING_FILE, content)
    if isinstance(safe, Finding):
        return safe
    styles = Styles(safe.formats, safe.texts, from_1904=safe.from_1904)
    grids = {facts.name: grid_of(MAPPING_FILE, SheetCells(facts, styles)) for facts in safe.sheets}
    if QUESTIONS not in grids or ANSWERS not in grids:
        return _not_the_form(f'it has no sheets "{QUESTIONS}" and "{ANSWERS}".')
    lists = _lists(grids[ANSWERS])
    cells = _cells(grids[QUESTIONS])
    if cells is None or lists is None:
        return _not_the_form("its headings, or what it says of where answers go, were changed.")
    return Form(tuple(cells), lists)


def _not_the_form(why: str) -> Finding:
    return finding("form-unreadable", why, AGAIN, MAPPING_FILE)


def _lists(grid: Grid) -> dict[str, Offered] | None:
    lists: dict[str, Offered] = {}
    for column in grid.held.get(1, ())[::2]:
        held: dict[str, tuple[str, Value]] = {}
        for row in grid.rows[1:]:
            answer = grid.text(row, column)
            if not answer:
                continue
            try:
                writes: Any = tomllib.loads("x = " + grid.text(row, column + 1))["x"]
            except ValueError:
                return None
            held.setdefault(fold(answer), (answer, writes))
        lists[grid.text(1, column)] = held
    return lists


def _cells(grid: Grid) -> list[Filled] | None:
    """Return the yellow cells below the headings; None where the headings are not those of a
    form.
    """
    top = next((row for row in grid.rows[:20] if list(grid.texts(row)) == HEADINGS), None)
    if top is None:
        return None
    found = []
    for row in (row for row in grid.rows if row > top):
        goes_to = grid.text(row, 5)
        if not goes_to:
            continue
        try:
            path = path_of(goes_to)
        except ValueError:
            return None
        text = shown(grid.raw(row, ANSWER, ""))
        cell = Cell(grid.name, row, ANSWER)
        found.append(
            Filled(path, grid.text(row, 6), grid.text(row, 7), text, cell, grid.text(row, 2))
        )
    return found


def answers(form: Form, known: Mapping[str, Any]) -> tuple[list[Answer], list[Finding]]:
    """Return the answers of a form, and a finding for those that were left and for each that cannot
    be. `known` is what report.toml holds.
    """
    faults: list[Finding] = []
    found: list[tuple[Filled, Answer]] = []
    for cell in form.cells:
        value = _value(cell, form.lists.get(cell.list, {})) if cell.text else None
        if isinstance(value, Finding):
            faults.append(value)
        elif value is not None:
            found.append((cell, Answer(cell.path, cell.of, value, cell.cell.address)))
    by = {answer.path: answer.value for _, answer in found}
    left = [
        cell for cell in form.cells if not cell.text and not is_moot(cell.path, cell.of, by, known)
    ]
    if left:
        many = "this yellow cell is" if len(left) == 1 else f"{len(left)} yellow cells are"
        first = left[0].asks if len(left) == 1 else f"the first asks: {left[0].asks}"
        faults.append(
            finding(
                "answer-left",
                f"{many} not filled: {', '.join(cell.cell.address for cell in left)} ({first})",
                "Fill each, save, and run map again.",
                MAPPING_FILE,
                cell=left[0].cell,
            )
        )
    return [answer for _, answer in found if not is_moot(answer.path, answer.of, by, known)], faults


def _value(cell: Filled, offered: Offered) -> Value | Finding:
    """Return what an answer writes, or that it is none of those that may be given."""
    if fold(cell.text) in offered:
        return offered[fold(cell.text)][1]
    head = cell.path[0]
    if head == "legend":
        return cell.text
    if head in ("fills",) or cell.path[:2] == ("words", "rag"):
        if not offered:
            return NO_RATING if fold(cell.text) == fold(NONE) else cell.text
    elif head == "expect" and cell.text.isascii() and cell.text.isdigit():
        return int(cell.text)
    elif cell.path[:1] == ("columns",) and cell.path[-1] == "report":
        return {"value": cell.text}
    words = [answer for answer, _ in offered.values()]
    told = "a whole number" if head == "expect" else f"one of {', '.join(words[:6])}"
    more = ", \u2026" if len(words) > 6 else ""
    return finding(
        "answer-wrong",
        f"\u201c{cell.text[:60]}\u201d is not {told}{more} ({cell.asks})",
        "Choose from the list that the cell offers, save, and run map again.",
        MAPPING_FILE,
        cell=cell.cell,
    )
