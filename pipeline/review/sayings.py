"""What a comment says of a figure: what it is, what it counts, what it was, and its rows, in few
enough words for the margin of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.english.writing import digits, plural, say_date, signed
from pipeline.figures.figure import Evidence, Figure
from pipeline.figures.result import Computed
from pipeline.findings.finding import Cell
from pipeline.paper.numbers import in_brief
from pipeline.review.reasons import filed_rows

MOST = 300
"""The most characters of a comment."""
LISTED = 15
"""From so many rows on, a comment tells their number and not each."""
ORIGINS = {
    "meeting_date": "From report.toml, [meeting] date.",
    "data_to": (
        "The data cut-off: from report.toml, [meeting] data_to, or the day of the meeting where"
        " that is not given."
    ),
    "since": "From report.toml, [meeting] since.",
    "previous_date": "The day of the last meeting: {filed}.",
    "previous_data_to": "The data cut-off of the last meeting: {filed}/manifest.json.",
}
"""Where the dates of the meetings come from."""


def sayings(result: Computed) -> dict[str, list[str]]:
    """Return the lines of the comment on each key that a control of the paper may have, together at
    most 300 characters.

    Rows are named by ref and cell only: none of their words may be confidential.
    """
    found = {key: _now(figure, result) for key, figure in result.figures.items()}
    if result.previous:
        filed = filed_rows(result)
        for name, key in in_brief(result.settings).items():
            figure = result.figures[key]
            found[f"{name}_then"] = _then(figure, filed.get(key), result)
            found[f"{name}_change"] = _fitting([[_change(figure, result)]])
    found.update(_origins(result))
    log = result.position.period_log
    for entry in log.entries:
        for key, cell in entry.cells.items():
            found[f"{entry.table}:{entry.ref}:{key}"] = [f"From {log.file}, {cell}."]
            if "jointly" in entry.cells:
                found[f"{entry.table}:{entry.ref}:{key}+jointly"] = [
                    f"From {log.file}, {cell} and {entry.cells['jointly'].address}, added."
                ]
    return found


def _origins(result: Computed) -> Iterator[tuple[str, list[str]]]:
    filed = f"meetings/{result.previous.meeting}" if result.previous else ""
    for key, origin in ORIGINS.items():
        if filed or "{" not in origin:
            yield key, [origin.format(filed=filed)]


def _now(figure: Figure, result: Computed) -> list[str]:
    value = "no value" if figure.value is None else digits(figure.value)
    head = f"{figure.label}: {value} ({figure.key})"
    rule = f"Counts {figure.rule}."
    last = [] if figure.measure.then else [_last(figure, result)]
    cells, refs, number = _rows(figure.evidence, result)
    fully = [[head, rule, *last, cells], [head, rule, *last, refs]]
    briefly = [[head, *last, cells], [head, *last, refs]]
    if figure.measure.then:  # of old figures the filed cells come before the rule
        fully, briefly = [fully[0], briefly[0]], [fully[1], briefly[1]]
    return _fitting(
        [
            *fully,
            *briefly,
            [head, rule, *last, number],
            [head, *last, number],
            [head, *last],
            [head],
        ]
    )


def _last(figure: Figure, result: Computed) -> str:
    if result.previous is None:
        return "Last meeting: none is filed."
    if figure.previous is None:
        return "Last meeting: not known."
    moved = "" if figure.value is None else f" (change {signed(figure.value - figure.previous)})"
    said = f"Last meeting, {say_date(result.previous.meeting)}"
    return f"{said}: {digits(figure.previous)}{moved}."


def _then(figure: Figure, filed: Sequence[Evidence] | None, result: Computed) -> list[str]:
    """Return what was counted at the last meeting, with the cells of the workbook that was
    filed.
    """
    assert result.previous is not None
    meeting = result.previous.meeting
    was = "not known" if figure.previous is None else digits(figure.previous)
    head = f"{figure.label}, at the meeting of {say_date(meeting)}: {was} ({figure.key})"
    if filed is None:
        return _fitting([[head, "What was filed does not tell its rows."], [head]])
    then = result.then.by_ref if result.then else {}
    rows = [
        Evidence(row.ref, then[row.ref].cell if row.ref in then else row.cell, meeting.isoformat())
        for row in filed
    ]
    return _fitting([*([head, told] for told in _rows(rows, result)), [head]])


def _change(figure: Figure, result: Computed) -> str:
    assert result.previous is not None
    if figure.value is None or figure.previous is None:
        return f"The change of {figure.key} is not known."
    return (
        f"{figure.label}: {signed(figure.value - figure.previous)} since"
        f" {say_date(result.previous.meeting)}, from {digits(figure.previous)} to"
        f" {digits(figure.value)} ({figure.key})."
    )


def _rows(evidence: Sequence[Evidence], result: Computed) -> tuple[str, str, str]:
    """Return the rows behind a figure in ever fewer words: each with its cell, each by its ref,
    their number.

    Fifteen rows and more are told by their number alone.
    """
    if not evidence:
        return ("No row is behind it.",) * 3
    cells = [Cell.parse(row.cell) for row in evidence]
    place = evidence[0].meeting or result.file_of(evidence[0])
    to = f" to {cells[-1]}" if len(cells) > 1 else ""
    number = f"{digits(len(cells))} {plural(len(cells), 'row')}, {place}: {cells[0]}{to}."
    if len(cells) >= LISTED:
        return (number,) * 3
    told = [
        f"{cell if first else cell.address} ({row.ref})"
        for row, cell, first in zip(evidence, cells, _firsts(cells), strict=True)
    ]
    refs = ", ".join(row.ref for row in evidence)
    return f"Rows, {place}: {', '.join(told)}.", f"Rows: {refs}.", number


def _firsts(cells: Sequence[Cell]) -> Iterator[bool]:
    """Yield of each cell whether it stands on another sheet than the one before it."""
    sheet = None
    for cell in cells:
        yield cell.sheet != sheet
        sheet = cell.sheet


def _fitting(ways: Sequence[list[str]]) -> list[str]:
    """Return the first of these ways to say it that fits; the last is cut where none does."""
    for lines in ways:
        if len("\n".join(lines)) <= MOST:
            return lines
    return [f"{ways[-1][0][: MOST - 1]}\u2026"]
